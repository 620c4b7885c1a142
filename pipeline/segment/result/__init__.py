"""Nodes with their confidence and grades; findings that hold the document against itself."""
