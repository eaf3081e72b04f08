"""The map and plan view of a community."""
