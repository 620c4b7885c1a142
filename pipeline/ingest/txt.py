"""Text files: each line that is not blank is a paragraph. The characters are the file's own, line ends apart."""

from pipeline.ingest.compose import Draft, lines
from pipeline.ingest.encoding import decode
from pipeline.ingest.limits import Limits
from pipeline.model import Block


def read_txt(data: bytes, limits: Limits) -> Draft:
    """Raises SourceError (encoding, unsupported) where the bytes are no text that is known."""
    decoded = decode(data)
    text = lines(decoded.text)
    return Draft(text, _paragraphs(text), encoding=decoded.encoding, broken=decoded.broken)


def _paragraphs(text: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(kind="paragraph", span=(at, at + len(line))))
        at += len(line) + 1
    return tuple(blocks)
