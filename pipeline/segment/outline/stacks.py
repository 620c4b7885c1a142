"""Stacks of open styles, each kept once, with what is known of it: where a candidate may stand, and what that leads to.

A stack has no numbers: the outlines of all documents have the same stacks again and again, with ever other numbers, so that
the places on a stack are worked out once. The words of a label stand for its number.
"""

from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter

from pipeline.segment.outline.candidate import Candidate, Echo, Kind, Open, Value
from pipeline.segment.outline.places import Place, places

Values = tuple[Value, ...]
Key = int | tuple[int, Echo]
Found = tuple[int, float, "list[tuple[Place, Stack]]"]
NONE = Echo()
PLAIN = frozenset(("1、", "1.", "1", "1.1"))  # styles of one list, as authors mix them
_MOST = 20_000  # stacks that are kept from one document to the next


@dataclass(eq=False, slots=True)
class Stack:
    """There is one of each, so that it is compared by identity.

    labels: the depths of its labels; nest: the bit of the nesting that its top shows; places: where a candidate may stand, by
    its kind (a label's by what it finds of its own, too), the cheapest first, behind the bit of the nesting it makes on
    top and the least cost, each with the stack that it leads to.
    """

    opened: tuple[Open, ...]
    labels: tuple[int, ...]
    nest: int
    places: dict[Key, Found] = field(default_factory=dict)


class Stacks:
    """Every stack that was met so far; kinds of candidates and nestings by number."""

    def __init__(self) -> None:
        self._stacks: dict[tuple[Open, ...], Stack] = {}
        self._nests: dict[tuple[str, str], int] = {}
        self._kinds: dict[Kind, int] = {}
        self.empty = self._stack(())

    def __len__(self) -> int:
        return len(self._stacks)

    def number(self, kind: Kind) -> int:
        """The number of a kind of candidates."""
        return self._kinds.setdefault(kind, len(self._kinds))

    def find(self, stack: Stack, kind: Kind, echo: Echo) -> Found:
        """Where a candidate of a kind may stand on a stack, the bit of the nesting it makes on top, and the least cost."""
        number = self.number(kind)
        key = (number, echo) if kind.style == "label" else number
        if key not in stack.places:
            nest = self._nest(stack.opened[-1].style, kind.style) if stack.opened else 0
            found = sorted(places(stack.opened, kind, echo), key=attrgetter("known"))
            led = [(place, self._stack(_stacked(stack.opened, kind, place.depth, place.restart))) for place in found]
            stack.places[key] = nest, found[0].known, led
        return stack.places[key]

    def _stack(self, opened: tuple[Open, ...]) -> Stack:
        if opened not in self._stacks:
            nest = self._nest(opened[-2].style, opened[-1].style) if len(opened) > 1 else 0
            labels = tuple(depth for depth, one in enumerate(opened) if one.style == "label")
            self._stacks[opened] = Stack(opened, labels, nest)
        return self._stacks[opened]

    def _nest(self, above: str, below: str) -> int:
        """The bit that stands for a style right below another."""
        return 1 << self._nests.setdefault((above, below), len(self._nests))


@cache
def _kept() -> Stacks:
    return Stacks()


def stacks() -> Stacks:
    """The stacks met so far in all documents, as long as they are not too many to keep."""
    if len(_kept()) > _MOST:
        _kept.cache_clear()
    return _kept()


class Words:
    """The words of a document's labels by number."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        self._heads: list[str] = []

    def value(self, candidate: Candidate) -> Value:
        """The number of a candidate, or what stands for it."""
        if candidate.style != "label":
            return candidate.value
        if candidate.words not in self._words:
            self._words[candidate.words] = len(self._heads)
            self._heads.append(candidate.words[:2])
        return (self._words[candidate.words],)

    def echo(self, stack: Stack, values: Values, candidate: Candidate, value: Value) -> Echo:
        """What a label finds of its own on a stack with these numbers."""
        if not stack.labels:
            return NONE
        again = [depth for depth in stack.labels if values[depth] == value]
        on_top = stack.labels[-1] == len(values) - 1
        owned = bool(candidate.group) and on_top and self._heads[values[-1][0]] == candidate.group[:2]
        return Echo(tuple(again), owned) if again or owned else NONE


def _stacked(opened: tuple[Open, ...], kind: Kind, depth: int, restart: bool) -> tuple[Open, ...]:
    """The open styles with a candidate at a depth; a label leaves its trace on what it stands under."""
    before = opened[depth] if depth < len(opened) and opened[depth].style == kind.style else None
    going, labelled = before is not None and not restart, before is not None and before.labelled
    above = opened[:depth]
    if kind.style == "label" and above:
        above = (*above[:-1], above[-1]._replace(labelled=True))
    style = _of_list(opened, kind, depth, restart)
    return (*above, Open(style, kind.parts, going, labelled, kind.level))


def _of_list(opened: tuple[Open, ...], kind: Kind, depth: int, restart: bool) -> str:
    """The style of the list that goes on with another punctuation (1、… 2、… 3. …), else the candidate's own."""
    last = opened[depth] if depth < len(opened) else None
    goes_on = last is not None and not restart and kind.parts == last.parts == 1 and {last.style, kind.style} <= PLAIN
    return last.style if last is not None and goes_on else kind.style
