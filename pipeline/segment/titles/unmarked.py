"""Words without a mark: each line a statement, a short line before a paragraph its heading, a title run together with its text.

Lines go on with the statement before them where it cannot end there, and are statements of their own where it can.
"""

import re

from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import goes_on, lines, sentences, stopped, titled
from pipeline.segment.headings import groups
from pipeline.segment.words import cues, seams
from pipeline.segment.words.words import tagged
from pipeline.text import Span

_PUNCTUATED = re.compile("[，,、。；;：:]")
SEAM = 0.45  # how much must speak for a title before it is cut


class Unmarked:
    """Divides the words of one text that have no mark, and remembers of which drafts they became the words.

    loose: unmarked words, by the identity of their draft: a statement, or titles with their texts run together.
    texted: headings that were run together with their statements.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.loose: dict[int, Draft] = {}
        self.texted: set[int] = set()

    def words(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span[0] : span[1]]

    def run_on(self, own: list[Span], index: int) -> int:
        """The last line of the statement that begins on line `index`."""
        while index + 1 < len(own) and goes_on(self.words(own[index])):
            index += 1
        return index

    def statements(self, span: Span) -> list[Draft]:
        """What stands behind a heading's title, before the first mark below it."""
        own = lines(self.text, span)
        return [self._loose(own[0])] if len(own) == 1 else self.lines(own)

    def _states(self, span: Span) -> bool:
        """Whether a line opens as a statement of what one knows or can do (熟悉…的流程, 能够…), and is no short title."""
        words = self.words(span)
        return cues.opens(tagged(self.text, *span)) in ("knowing", "modal") and ("的" in words or len(words) > 10)

    def head_with_text(self, span: Span, seam: int) -> Draft:
        """A heading run together with its statements."""
        title = trim(self.text, span[0], seam)
        head = Draft(span, title=title, heading=True, why=["heading run together with its statements"])
        head.children = [Draft(one, text=one) for one in sentences(self.text, (seam, span[1]))]
        self.texted.add(id(head))
        return head

    def open_first(self, draft: Draft) -> None:
        """What stands first under a heading is a heading run together with its statements, as further ones are."""
        first = draft.children[0] if draft.children else None
        if first is not None and id(first) in self.loose and len(draft.children) > 1:
            cut, score = seams.head(self.text, *first.own)
            if score >= SEAM:
                draft.children[0] = self.head_with_text(first.own, cut)
                draft.children = groups.certified(draft.children)

    def lines(self, own: list[Span], opens: bool = False) -> list[Draft]:
        """Each line a statement; a short line before a line with a stop is the heading of the lines up to the next.

        opens: what stands before the first line was closed, so that a heading is likely there.
        """
        made: list[Draft] = []
        into = made
        index = 0
        while index < len(own):
            last = self.run_on(own, index)
            span = (own[index][0], own[last][1])
            words = self.words(span)
            following = self.words(own[last + 1]) if last + 1 < len(own) else ""
            before = stopped(following) and not titled(following)
            longer = opens and index == 0 and len(following) >= len(words) + 6
            if words[-1:] == "图" and titled(words) and len(following) > len(words) and not _PUNCTUATED.search(following):
                boxes = Draft(own[last + 1], kind="flow", text=own[last + 1])
                made.append(Draft(span, kind="section", title=span, heading=True, why=["line over a chart"], children=[boxes]))
                into, index = made, last + 2
                continue
            if len(words) <= 16 and titled(words) and (before or longer) and not self._states(span):
                head = Draft(span, title=span, heading=True, why=["line before a paragraph"])
                made.append(head)
                into = head.children
            else:
                into.append(self._loose(span))
            index = last + 1
        return made

    def _loose(self, span: Span) -> Draft:
        """Unmarked words: a statement, or titles with their texts run together; `finish` tells them apart."""
        draft = Draft(span, text=span)
        self.loose[id(draft)] = draft
        return draft
