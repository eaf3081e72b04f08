"""指派: who walks what on which day."""
