"""Which marks make the outline: candidates chosen together, at the costs of their places."""
