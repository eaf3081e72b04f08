"""The tour: a handful of callouts that point at the real things."""
