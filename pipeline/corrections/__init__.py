"""Corrections: people have the last word. What they put right is anchored by quotation and survives every regeneration.

Words are corrected, and probable repairs accepted, as the last step of clean (`correct_words`), the tree as the last of
segment (`correct_tree`); findings are accepted when all are there (`accept_findings`). A correction that does not match
exactly once, does not fit, or contradicts another changes nothing and becomes a finding.
"""

from pipeline.corrections.accept import accept_findings
from pipeline.corrections.listed import Listed, fault_of, place_of, places, read_corrections, strays
from pipeline.corrections.tree import correct_tree
from pipeline.corrections.words import KEYS as WORDS
from pipeline.corrections.words import correct_words

__all__ = [
    "WORDS", "Listed", "accept_findings", "correct_tree", "correct_words", "fault_of", "place_of", "places", "read_corrections",
    "strays",
]  # fmt: skip
