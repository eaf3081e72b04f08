"""The hand-over page: packages."""
