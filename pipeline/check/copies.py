"""Several copies: text.txt is joined of their texts as collation.jsonl says, and every node names the copy it stands on."""

from collections.abc import Iterator, Sequence

from pipeline.check.fault import Fault
from pipeline.collation import Collation, Joined
from pipeline.model import Standard, Text, walk


def collation_faults(
    standard: Standard, pieces: Sequence[Joined], texts: Sequence[Text], written: str | None
) -> Iterator[Fault]:
    """texts: of the copies, rebuilt from their sources and edits; written: text.txt, or None where it cannot be read."""
    at = 0
    for line, piece in enumerate(pieces, start=1):
        fits = 1 <= piece.copy <= len(texts) and 0 <= piece.span[0] <= piece.span[1] <= len(texts[piece.copy - 1])
        if not fits or piece.start != at or piece.end - piece.start != piece.span[1] - piece.span[0]:
            yield Fault("collation", "collation.jsonl", {"line": line})
            return
        at = piece.end
    collation = Collation(pieces)
    if written is not None and collation.text([str(text) for text in texts]) != written:
        yield Fault("collation", "text.txt", {"line": len(pieces)})
    for node in walk(standard.body):
        if node.span is None or not 0 <= node.span[0] <= node.span[1] <= at:
            continue
        copy, span = collation.origin(*node.span)
        true = texts[copy - 1].source_span(*span)
        if (node.copy, node.source_span) != (copy, true):
            yield Fault("source-span", "standard.json", {"said": node.source_span, "true": true}, node.id)
