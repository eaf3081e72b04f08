"""The package between nodes: a BagIt bag in a zip, written and verified."""
