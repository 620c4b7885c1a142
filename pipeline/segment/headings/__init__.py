"""Headings without a mark, how high they stand, and what belongs to whom."""
