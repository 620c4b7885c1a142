"""Pages with letters at places: lines, order, tables, what goes on over pages."""
