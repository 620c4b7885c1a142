"""`biaozhun explain`: the edits of a standard in context, by channel and rule, each with its reason.

Where a place stands is said in source.txt, which never changes; what stood there is quoted from the text as the channel met it,
earlier channels' work done. Nothing is said by colour alone.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline import reasons
from pipeline.console import terminal, wrapped
from pipeline.excerpts import Place, Step, fold, places, steps
from pipeline.language import Language, plural, say
from pipeline.lookup import place_of, read_edits, stop
from pipeline.marked import Marked, line_of
from pipeline.text import Edit

if TYPE_CHECKING:
    from rich.console import Console

_ALSO = 6  # other places of like edits named where not all are asked for


class Look(NamedTuple):
    """What is asked for. limit: places shown of a rule, 0 for all."""

    channel: str | None
    limit: int
    language: Language


def explain(folder: Path, name: str, look: Look) -> None:
    """Print the edits of the standard `name` in the output folder `folder`.

    Exits with 2 for an unknown id, folder or channel, with 1 where the files are broken; the reason is on stderr.
    """
    place = place_of(folder, name, look.language)
    source, edits = read_edits(place)
    there = Counter(map(reasons.channel_of, edits))
    known = {*reasons.channels(), *there}
    if look.channel is not None and look.channel not in known:
        stop(f"there is no channel {look.channel!r}: {name} has edits of {_listed(there)}", 2)
    try:
        found = list(steps(source, edits))
    except ValueError as error:
        stop(f"{place}: the edits do not replay on source.txt ({error}); `biaozhun check` says more", 1)
    _Report(terminal(), source, look).tell(name, there, found)


def _listed(there: Counter[str]) -> str:
    return ", ".join(f"{channel} ({count:,})" for channel, count in there.items()) or "no channel"


def _by_channel(found: Sequence[Step]) -> Iterator[tuple[str, list[Step]]]:
    """Each channel with its steps, in the order in which they cleaned."""
    parts: dict[str, list[Step]] = {}
    for text, edits in found:
        for channel, same in groupby(edits, key=reasons.channel_of):
            parts.setdefault(channel, []).append(Step(text, list(same)))
    yield from parts.items()


class _Report:
    """Prints, indented by rank: the whole, a channel, a rule, a place."""

    def __init__(self, console: "Console", source: str, look: Look) -> None:
        self.console = console
        self.look = look
        self.marked = Marked(console.width, look.language)
        self.line = line_of(source)

    def tell(self, name: str, there: Counter[str], found: Sequence[Step]) -> None:
        """The whole standard, or the channel that is asked for."""
        self._say(0, name, "bold")
        if not there:
            self._say(0, say("untouched", self.look.language))
            return
        self._say(0, self._sum([edit for step in found for edit in step.edits]))
        self._say(0, say("legend", self.look.language), "dim")
        asked = [(channel, parts) for channel, parts in _by_channel(found) if self.look.channel in (None, channel)]
        for channel, parts in asked:
            self._channel(channel, parts)
        if not asked:
            words = {"channel": self.look.channel, "there": _listed(there)}
            self._say(0, say("none-of-channel", self.look.language, **words))

    def _channel(self, channel: str, parts: Sequence[Step]) -> None:
        self.console.print()
        self._say(0, f"{channel}  {self._sum([edit for part in parts for edit in part.edits])}", "bold magenta")
        self._say(0, reasons.of_channel(channel, self.look.language))
        groups: dict[tuple[str, str], list[Place]] = {}
        for text, edits in parts:
            kinds: dict[tuple[str, str], list[Edit]] = {}
            for edit in edits:
                kinds.setdefault((edit.rule, edit.certainty), []).append(edit)
            for kind, same in kinds.items():
                groups.setdefault(kind, []).extend(places(text, same))
        for (rule, certainty), listed in sorted(groups.items()):
            self._rule(rule, certainty, listed)

    def _rule(self, rule: str, certainty: str, listed: Sequence[Place]) -> None:
        language = self.look.language
        count = _edits(listed)
        self._say(
            2, say("rule-edits", language, rule=rule, certainty=say(certainty, language), count=count, s=plural(count)), "bold"
        )
        self._say(4, say("why", language, why=reasons.of_rule(rule, language) or say("no-reason", language)))
        likes = fold(listed)
        shown = likes[: self.look.limit or None]
        for like in shown:
            self._like(like)
        if left := likes[len(shown) :]:
            rest = [place for like in left for place in like]
            self._say(4, say("more", language, count=_edits(rest), s=plural(_edits(rest))), "dim")

    def _like(self, like: Sequence[Place]) -> None:
        language, first = self.look.language, like[0]
        edit = first.edits[0]
        times = say("times", language, count=len(like)) if len(like) > 1 else ""
        self.console.print(self.marked.line(first, self._where(edit), times), soft_wrap=True)
        if said := self.marked.doubt(first):
            self._say(8, said)
        if why := reasons.of_entry(edit, first.text):
            self._say(8, why)
        if len(like) > 1:
            others = [f"@{place.edits[0].source[0]}" for place in like[1:] if place.edits[0].source]
            named = others if not self.look.limit else others[:_ALSO]
            more = f" {say('and-more', language, count=len(others) - len(named))}" if len(named) < len(others) else ""
            self._say(8, say("also", language, places=" ".join(named)) + more, "dim")

    def _where(self, edit: Edit) -> str:
        offset = edit.source[0] if edit.source else edit.start
        return say("line", self.look.language, line=self.line(offset), offset=str(offset))

    def _say(self, indent: int, words: str, style: str | None = None) -> None:
        wrapped(self.console, words, indent, style)

    def _sum(self, edits: Sequence[Edit]) -> str:
        certain = sum(edit.certainty == "certain" for edit in edits)
        probable = len(edits) - certain
        return say("edits", self.look.language, count=len(edits), s=plural(len(edits)), certain=certain, probable=probable)


def _edits(listed: Sequence[Place]) -> int:
    return sum(len(place.edits) for place in listed)
