"""Signs that number, count or score, scanned from running text before anything is decided about them."""
