"""Tables whose borders are there."""
