"""The record of raw/corrections/<id>.jsonl: what a person put right in a standard, where, and why."""

from typing import Literal

from pipeline.blocks import Record

CORRECTIONS = "corrections"


class Change(Record, frozen=True, kw_only=True, rename={"accept_finding": "accept-finding", "accept_repair": "accept-repair"}):
    """What is to be done with the quoted words; exactly one of these.

    text: they read so; drop: they are no part of the standard. cut: a node begins at their head, beside the one they stand
    in or below it; join: the node they stand in belongs to the node before it. kind, level, score: of that node. title: its
    title is so many of its words, "" for none. accept-finding: the finding of this code there needs no more looking at;
    accept-repair: the probable edit of this rule there is right.
    """

    text: str | None = None
    drop: bool | None = None
    cut: Literal["beside", "below"] | None = None
    join: bool | None = None
    kind: str | None = None
    level: str | None = None
    score: float | None = None
    title: str | None = None
    accept_finding: str | None = None
    accept_repair: str | None = None

    def named(self) -> tuple[str, object]:
        """The one thing that it asks for and its value; raises ValueError where it asks for none or for several."""
        given = [
            (name.replace("_", "-"), value) for name in self.__struct_fields__ if (value := getattr(self, name)) is not None
        ]
        if len(given) != 1:
            told = ", ".join(name for name, _ in given) or "nothing"
            raise ValueError(f"a change is one thing, and this is {told}")
        return given[0]


class Correction(Record, frozen=True, kw_only=True):
    """A line of raw/corrections/<id>.jsonl. quote: words of the standard, with before and after where they stand several times.

    For text, drop and accept-repair they stand in the cleaned text as it was before any correction, for the others in text.txt.
    """

    quote: str
    before: str = ""
    after: str = ""
    change: Change
    reason: str
    author: str
    date: str = ""

    @property
    def key(self) -> str:
        """The one thing that is changed."""
        return self.change.named()[0]
