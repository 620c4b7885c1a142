"""What a person at a terminal sees of a run: a progress bar while it goes, then the reasons, the table and the sum.

All of it goes to stderr; the bar only to a terminal. Seconds are shown here and stand in no file.
"""

import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from pipeline.errors import SourceError
from pipeline.language import Language, say
from pipeline.model import Kind, Severity
from pipeline.reasons import refused

if TYPE_CHECKING:
    from rich.progress import Progress
    from rich.table import Table

    from pipeline.build import Build
    from pipeline.catalogue import Outcome
    from pipeline.sources import Source

LISTED = 40  # sources that the table lists one by one; of more it shows the sum
_WIDTH = 140  # columns of the table where stderr is no terminal
_FIXED = 46  # columns that characters, findings, seconds and gaps take
_NARROWEST, _WIDEST = 18, 48  # columns of a list of counts
_KINDS, _SEVERITIES = get_args(Kind), get_args(Severity)


class Terminal:
    """Tells a person on stderr how a run goes."""

    def __init__(self, language: Language = "en", explain: bool = False) -> None:
        """explain: say of each source why it is done or left alone."""
        from rich.console import Console

        self._language: Language = language
        self._explain = explain
        self._shown = sys.stderr.isatty()
        self._console = Console(stderr=True, width=None if self._shown else _WIDTH, highlight=False)
        self._bar: Progress | None = None
        self._began = time.perf_counter()

    def begin(self, total: int) -> None:
        """Show the bar, where there is a terminal to show it on."""
        if not self._shown:
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn(say("extracting", self._language)),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.description}"),
        )
        self._bar = Progress(*columns, console=self._console, transient=True, refresh_per_second=5)
        self._bar.add_task("", total=total)
        self._bar.start()

    def why(self, source: "Source", parts: Sequence[str]) -> None:
        """Where it is asked for: the parts that changed."""
        if self._explain:
            words = say("list-join", self._language).join(_part(part, self._language) for part in parts)
            self.note(say("changed" if parts else "up-to-date", self._language, id=source.entry.id, parts=words))

    def done(self, source: "Source", result: "Outcome | SourceError") -> None:
        """Move the bar on; say at once why a source is set aside."""
        if self._bar:
            self._bar.update(self._bar.task_ids[0], advance=1, description=source.entry.id)
        if isinstance(result, SourceError):
            self.note(refused(source.entry.file, result, self._language))

    def note(self, message: str) -> None:
        """A line on stderr."""
        self._console.print(message, markup=False, soft_wrap=True)

    def _print(self, rows: "list[_Row]") -> None:
        room = (self._console.width - max(len(row.name) for row in rows) - _FIXED) // 2
        if room < _NARROWEST:
            self.note(_stacked(rows, self._console.width, self._language))
        else:
            self._console.print(_table(rows, min(room, _WIDEST), self._language))

    def end(self) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()
            self._bar = None

    def summary(self, made: "Build", out: Path) -> None:
        """The table, the orphans and the sum."""
        if made.outcomes or made.kept:
            self._print(_rows(made, self._language))
        for id_ in made.orphans:
            self.note(say("orphaned", self._language, folder=out / id_))
        for id_ in made.stale:
            self.note(say("stale", self._language, folder=out / id_))
        took = f"{time.perf_counter() - self._began:.1f}"
        kept = say("sum-kept", self._language, count=len(made.kept)) if made.kept else ""
        aside = say("sum-aside", self._language, count=len(made.refused), folder=out / "quarantine") if made.refused else ""
        self.note(say("sum", self._language, count=len(made.outcomes), out=out, kept=kept, aside=aside, took=took))


@dataclass(frozen=True, slots=True)
class _Row:
    """What the table says of a source, or of all of them."""

    name: str
    characters: str
    edits: Counter[str]
    nodes: Counter[str]
    findings: Counter[str]
    seconds: str


def _rows(made: "Build", language: Language = "en") -> list[_Row]:
    """A row a source, where they are not too many, and one for all where they are several."""
    outcomes = sorted((made.outcomes | made.kept).items())
    rows = [_row(id_, [outcome]) for id_, outcome in outcomes] if len(outcomes) <= LISTED else []
    every = say("all", language, count=len(outcomes))
    return rows if len(outcomes) == 1 else [*rows, _row(every, [outcome for _, outcome in outcomes])]


def _row(name: str, outcomes: "list[Outcome]") -> _Row:
    edits: Counter[str] = Counter()
    nodes: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    for outcome in outcomes:
        edits.update(outcome.edits)
        nodes.update(outcome.listing.counts)
        findings.update(outcome.listing.findings)
    source, text = (sum(outcome.characters[side] for outcome in outcomes) for side in (0, 1))
    seconds = [outcome.seconds for outcome in outcomes if outcome.seconds is not None]
    return _Row(name, f"{source:,} → {text:,}", edits, nodes, findings, f"{sum(seconds):.2f}" if seconds else "–")


def _table(rows: list[_Row], room: int, language: Language = "en") -> "Table":
    """room: columns for each of the two long lists."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in ("source", "characters", "edits", "nodes", "findings", "seconds"):
        justify: Literal["left", "right"] = "right" if name in ("characters", "seconds") else "left"
        table.add_column(say(f"table-{name}", language), justify=justify, no_wrap=True)
    for row in rows:
        lists = _lists(row, (room, room, 0), language)
        table.add_row(row.name, row.characters, *lists, row.seconds)
    return table


def _stacked(rows: list[_Row], width: int, language: Language = "en") -> str:
    """The same for a terminal too narrow for a table: the lists below their source."""
    from rich.cells import cell_len

    lines: list[str] = []
    for row in rows:
        *lists, findings = _lists(row, (width - 12, width - 12, width), language)
        said = {"characters": row.characters, "findings": findings.replace("\n", " "), "seconds": row.seconds}
        lines.append(say("stacked", language, name=row.name, **said))
        for name, listed in zip(("edits", "nodes"), lists, strict=True):
            words = say(f"stacked-{name}", language)
            lines.append(f"  {words}" + listed.replace("\n", f"\n  {' ' * cell_len(words)}"))
    return "\n".join(lines)


def _lists(row: _Row, rooms: tuple[int, int, int], language: Language) -> list[str]:
    """Edits, nodes and findings with their counts. rooms: columns for each."""
    from pipeline.write.names import name as chinese

    groups = (("channels", row.edits, ()), ("kinds", row.nodes, _KINDS), ("severities", row.findings, _SEVERITIES))
    made: list[str] = []
    for (group, counts, order), room in zip(groups, rooms, strict=True):
        named = {name if language == "en" else chinese(group, name): counts[name] for name in order or counts}
        made.append(_listed(named, room, say("none", language)))
    return made


def _listed(counts: Mapping[str, int], room: int, none: str = "none") -> str:
    """Names and counts as they come, without those of which there is none, in lines of at most `room` columns."""
    from rich.cells import cell_len

    lines: list[str] = []
    for item in [f"{name} {count:,}" for name, count in counts.items() if count]:
        if lines and cell_len(lines[-1]) + cell_len(item) + 3 <= room:
            lines[-1] += f", {item}"
        else:
            lines.append(item)
    return ",\n".join(lines) or none


def _part(part: str, language: Language) -> str:
    """Why a source is done, as `state` names it: a part of its key, or a file of its output with what became of it."""
    file, _, fate = part.rpartition(" ")
    if fate in ("missing", "edited"):
        return say(f"part-{fate}", language, file=file)
    return say(f"part-{part.strip('-').replace(' ', '-')}", language)
