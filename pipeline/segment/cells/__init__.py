"""What the readers of tables share: cells and figures that ran together, rows, pieces, whether a table may be taken."""
