"""Parallels: what a copy lost, cited from where another standard has it.

Standards of one house share their statements. Where a list skips a number and the statements around the gap recur in a list of
another standard, what stands there between them is the likely text. It is cited with its place and never put into any text: a
standard's files depend on its own source alone, and what the others hold is looked up in the folder as it is now.

`rows` reads the lists of a standard and what is missing in them, `recurring` finds like statements in all the others, `fit`
lays two lists side by side, `cited` says what the others have.
"""

from pipeline.parallels.cited import cited
from pipeline.parallels.records import Anchor, Citation, Lost

__all__ = ["Anchor", "Citation", "Lost", "cited"]
