"""What a Word file is made of."""
