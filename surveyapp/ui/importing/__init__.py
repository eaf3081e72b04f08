"""Tables that somebody else made: what their columns are, what is found, what would change, and writing it."""
