"""What each stretch of the text may be, from every reader, in one row; the tree of what was chosen."""
