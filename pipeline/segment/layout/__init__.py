"""Lines for reading alone, where a text has lost its own."""
