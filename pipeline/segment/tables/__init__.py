"""Tables whose borders are lost, one module a form."""
