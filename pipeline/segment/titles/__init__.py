"""Title or text: told over the whole document."""
