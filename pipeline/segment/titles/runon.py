"""Numbered pieces that are headings whose text runs on behind them (二、考评范围本公司所属各站在岗人员…).

Whether one is, is asked of the piece and of its brothers: a plain statement may look like a title with its text by chance, a
list of them does not.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import lines, stopped, titled
from pipeline.segment.words import seams

_LEAST = -3.0  # what one brother may say against it
_LINED = 2.0  # nats more in a text that has its lines: there a title mostly has one of its own
_SURE = 1.0  # nats more for the brothers that make sure of one for whose title less speaks
_SAMPLE = 24  # brothers that are asked


class RunOn:
    """The pieces of one tree that may run on. asked: nats more that must speak for a title, where the text has its lines."""

    def __init__(self, text: str, drafts: Iterable[Draft], lined: bool) -> None:
        self._text = text
        self.asked = _LINED if lined else 0.0
        self._brothers: dict[int, list[Draft]] = {}
        self._means: dict[int, float] = {}
        for parent in drafts:
            groups: dict[str, list[Draft]] = defaultdict(list)
            for child in parent.children:
                groups[child.style].append(child)
            self._brothers |= {id(child): groups[child.style] for child in parent.children}

    def heads(self, draft: Draft, least: float) -> bool:
        """Whether a piece is a heading with its text. least: nats that must speak for its title, and in the mean for those of
        its brothers.
        """
        own = lines(self._text, draft.own)
        if own and seams.chapter(self._text, *own[0]) is not None:
            return True
        score, mean, least = self._score(draft), self._mean(self._brothers.get(id(draft), [draft])), least + self.asked
        return mean >= least and score >= (0.0 if mean >= least + _SURE else least)

    def _mean(self, brothers: Sequence[Draft]) -> float:
        key = id(brothers[0])
        if key not in self._means:
            step = max(1, len(brothers) // _SAMPLE)
            asked = [self._score(one) for one in brothers[::step] if not self._bare(one)]
            self._means[key] = sum(asked) / len(asked) if asked else 0.0
        return self._means[key]

    def _bare(self, draft: Draft) -> bool:
        """Whether a piece is nothing but a title, which asks nothing."""
        own = lines(self._text, draft.own)
        words = self._text[slice(*own[0])] if own else ""
        return not words or (titled(words) and not stopped(words))

    def _score(self, draft: Draft) -> float:
        own = lines(self._text, draft.own)
        return max(_LEAST, seams.head(self._text, *own[0])[1]) if own else 0.0
