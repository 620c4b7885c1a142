"""Lines of a printed page: feet, numbers at heads of lines, breaks at a width."""
