"""The commands: everything that the window does, a command can do. Exit 0 fine, 1 expected failure, 2 usage."""
