"""Diff: two states of the standards held against each other, by node and not by line.

`compare` finds what was added, removed, moved, renumbered, reworded, rescored or given another kind, and which findings are new
or settled; `sides` reads a state from a folder or a revision; `told` says it in Markdown and JSON.
"""

from pipeline.diff.compare import Change, Difference, compare
from pipeline.diff.sides import SideError, read_side
from pipeline.diff.told import as_json, as_markdown

__all__ = ["Change", "Difference", "SideError", "as_json", "as_markdown", "compare", "read_side"]
