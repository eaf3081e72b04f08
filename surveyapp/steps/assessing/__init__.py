"""Assessing: the rules of a document, one after the other, on what is recorded of one community."""
