"""The walk page: buildings at the left, what is recorded in the middle, what is in hand at the right."""
