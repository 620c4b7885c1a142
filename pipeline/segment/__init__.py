"""Segment: from clean text to the tree of a standard. `segment(document, entry)` is the stage."""

from pipeline.segment.stage import segment

__all__ = ["segment"]
