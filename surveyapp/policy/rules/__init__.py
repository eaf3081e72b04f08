"""The rules of the documents: pure, exact, each with its clause and its reasons."""
