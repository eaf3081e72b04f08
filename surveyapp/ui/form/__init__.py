"""The record form: built from the declared fields of a kind; every field saves itself when it is left."""
