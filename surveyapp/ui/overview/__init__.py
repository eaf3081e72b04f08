"""总览: what is done, what is left, and that nothing is lost."""
