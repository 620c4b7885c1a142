"""The table of contents, run inline or a line an entry, and where it ends."""
