"""The tree in the making, its lines, and what stands before the first division."""
