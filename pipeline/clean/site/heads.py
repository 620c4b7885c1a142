"""Where the text of a page begins, told by its name: the site says it first, with something around it, and then the text does.

A page calls what it shows by its name before it shows it: as the subject of a mail, as the file that was read, in the question
that asks for it, at the end of a path. Where the text that follows begins with that same name, what stands before it is the
page's, if its lines look like a page's by their form and words (frame.py); of 300 documents without a page around them none
has such lines. A name that a document only quotes (关于印发《某某标准》的通知) is its author's.
"""

import re
from collections.abc import Iterator

from pipeline.clean.site.titled import Piece

HEAD = 20
"""Lines of the head in which the name may come again."""
PLAIN = -1.0
"""A line that weighs less is plainly a document's, where it looks so."""
_NAME = 4, 60  # characters that the name must have, and may
_OPENING = 8, 150  # characters of it that begin a text that was run together, and of the line that says it before
_LEAST = 6  # characters of one that is said among other words
_SHOWS, _EDGE = 4.0, 3.0  # what the lines before must weigh together to show a page; on one that is shown
_SPEAKS = 1  # lines before that may look like a document's: who sends it says so in a sentence
_CLAUSES = re.compile("[\u4e00-\u9fff],[\u4e00-\u9fff]")
_WORD = re.compile("[\u4e00-\u9fffA-Za-z]{2}")
_PIECE = re.compile(r"\d{1,3}、")


def is_unexplained(piece: Piece) -> bool:
    """Whether nothing says that a line is a site's."""
    return piece.weight <= 0


def is_own(piece: Piece) -> bool:
    """Whether a line that nothing explains begins or ends as those of documents do, or is of clauses as no title is."""
    return is_unexplained(piece) and (piece.listed < 0 or _CLAUSES.search(piece.words) is not None)


def named(pieces: list[Piece], first: int | None) -> bool:
    """Whether the page's name before its text shows it to be a site's. first: the line of a document that was run together."""
    for at in _named(pieces, first):
        return _balance(pieces[:at]) >= _SHOWS
    return False


def headed(pieces: list[Piece]) -> int:
    """How many lines stand before the document's name on a page that is a site's; 0 where that cannot be said."""
    head, own = 0, 0  # lines so far that are plainly the document's
    for at, piece in enumerate(pieces[:HEAD]):
        if not is_unexplained(piece):
            continue
        if len(piece.words) > _NAME[1]:
            break
        called = _called(pieces, at, piece.words)
        first = own <= _SPEAKS and pieces[head].words != piece.words
        alone = [i for i in called if first and pieces[i].words == piece.words]
        since = [*(alone[:1]), *([] if own else called[-1:])]  # from the page's headline on, or from what says the name last
        told = any(sum(max(0.0, other.weight) for other in pieces[start:at]) >= _EDGE for start in since)
        if told or (called and first and _wrapped(pieces, at, piece.words) and _balance(pieces[:at]) >= _SHOWS):
            head = at
        own += piece.weight < PLAIN and is_own(piece)
    return head


def entitles(pieces: list[Piece], first: int) -> bool:
    """Whether the line before a document that was run together is its title: what the page calls it, said again, and not at the
    document's own beginning. A statement that is said twice is no title."""
    title = pieces[first - 1].words if first and not is_own(pieces[first - 1]) else ""
    said = any(title in piece.words for piece in pieces[: max(0, first - 1)])
    return said and len(title) >= _NAME[0] and is_unexplained(pieces[first - 1]) and not pieces[first].words.startswith(title)


def _named(pieces: list[Piece], first: int | None) -> Iterator[int]:
    """The lines of the head that begin with what a line before them says among other words."""
    for at, piece in enumerate(pieces[:HEAD]):
        if at == first:
            plain = _PIECE.sub("", piece.words, count=1)
            sizes = range(min(_NAME[1], len(plain)), _OPENING[0] - 1, -1)
            if any(_wrapped(pieces, at, plain[:size]) for size in sizes):
                yield at
        if at == first or len(piece.words) > _NAME[1]:
            return
        if is_unexplained(piece) and piece.listed >= 0 and _wrapped(pieces, at, piece.words):
            yield at


def _wrapped(pieces: list[Piece], at: int, name: str) -> bool:
    """Whether a line before that is not plainly the document's says a name among other words, and it or a line behind it is the
    site's; a page number is no word. Where one has the name in a title's marks, an author announces it."""
    called = [i for i in _called(pieces, at, name) if not is_own(pieces[i])] if len(name) >= _LEAST else []
    if any(f"《{name}》" in pieces[i].words for i in range(at)):
        return False
    said = (pieces[i].words for i in called if any(piece.weight > 0 for piece in pieces[i:at]))
    return any(_WORD.search(words.replace(name, "\n")) for words in said)


def _called(pieces: list[Piece], at: int, name: str) -> list[int]:
    """The lines before that say a name; an excerpt of the text does not."""
    if len(name) < _NAME[0]:
        return []
    return [
        i for i in range(at) if pieces[i].rule != "excerpt" and len(pieces[i].words) <= _OPENING[1] and name in pieces[i].words
    ]


def _balance(pieces: list[Piece]) -> float:
    """What lines weigh for a site, less what they weigh that are plainly a document's."""
    against = sum(piece.weight - PLAIN for piece in pieces if piece.weight < PLAIN and is_own(piece))
    return sum(max(0.0, piece.weight) for piece in pieces) + against
