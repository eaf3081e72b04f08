"""Pictures of every page, filled from a sample survey: `make screens`."""
