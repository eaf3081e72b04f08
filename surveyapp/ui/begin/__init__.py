"""The first page on a fresh home."""
