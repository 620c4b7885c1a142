"""The kind of each piece, by its shape in the tree, the family and the levels."""
