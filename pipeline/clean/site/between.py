"""Lines inside a document that are the site's by what they look like alone, on a page that is a site's.

A site puts menus, advice and addresses between the parts of what it shows. Such a line shares no words with the document and
has a form that the document's own lines do not have (frame.py). Inside a document much more must speak for the site than
around it: an author's short lines are of all forms. What comes again, figures aside, needs less: a program
puts it wherever a page or a screen ends. A line with a form of documents, or that is written as authors write, stays.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from pipeline.clean.site.frame import masked, weighed
from pipeline.clean.site.heads import is_own
from pipeline.clean.site.said import is_said
from pipeline.clean.site.titled import Piece

_SHORT, _LEAST = 60, 4  # characters of a site's line at most, and at least
_ALONE, _AGAIN = 4.5, 2.0  # what a line weighs that is the site's, and one that comes again: of 18,000 lines of documents 3 did
_FORM = 1.0  # and of that its form: whoever writes about sites has their words
_ENDS = 4  # lines at either end of the document where its author says whose it is and where it stands
_WITNESS = 24  # characters of a line that shows the document's words though it comes again
_LABEL = re.compile("[\u4e00-\u9fff]{2,8} ?:")
_WORDS = re.compile("[\u4e00-\u9fff]+")


def between(pieces: Sequence[Piece], gone: Collection[int]) -> Iterator[int]:
    """Which of the lines between those that are gone are the site's as well."""
    kept = [at for at in range(len(pieces)) if at not in gone] if gone else []
    again = Counter(masked(piece.words) for piece in pieces if len(piece.words) <= _SHORT)
    times = {at: again[masked(pieces[at].words)] for at in kept}
    asked = [at for at in kept[_ENDS:-_ENDS] if _may_be(pieces[at], times[at])]
    if not asked:
        return
    solid = [pieces[at] for at in kept if len(pieces[at].words) >= _WITNESS or times[at] <= 1]
    weights = weighed([pieces[at] for at in asked], solid, [pieces[at] for at in kept if times[at] <= 1])
    for at, (form, words, own) in zip(asked, weights, strict=True):
        comes_again = times[at] > 1
        if not own and form + words >= (_AGAIN if comes_again else _ALONE) and (comes_again or form >= _FORM):
            yield at


def _may_be(piece: Piece, times: int) -> bool:
    """Whether a line is short and written as no author writes; one of Chinese words alone that does not come again may head a
    list of the document's.
    """
    return (
        _LEAST <= len(piece.words) <= _SHORT
        and (times > 1 or _WORDS.fullmatch(piece.words) is None)
        and not is_own(piece)
        and not is_said(piece.words)
        and not _LABEL.match(piece.words)
    )
