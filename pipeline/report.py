"""What a person at a terminal sees of a run: a progress bar while it goes, then the reasons, the table and the sum.

All of it goes to stderr; the bar only to a terminal. Seconds are shown here and stand in no file.
"""

import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from pipeline.errors import SourceError
from pipeline.model import Kind, Severity

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

    def __init__(self, explain: bool = False) -> None:
        """explain: say of each source why it is done or left alone."""
        from rich.console import Console

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
            TextColumn("extracting"),
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
            self.note(f"{source.entry.id}: {'changed: ' + ', '.join(parts) if parts else 'up to date'}")

    def done(self, source: "Source", result: "Outcome | SourceError") -> None:
        """Move the bar on; say at once why a source is set aside."""
        if self._bar:
            self._bar.update(self._bar.task_ids[0], advance=1, description=source.entry.id)
        if isinstance(result, SourceError):
            self.note(f"{source.entry.file}: set aside ({result}). {result.advice}")

    def note(self, message: str) -> None:
        """A line on stderr."""
        self._console.print(message, markup=False, soft_wrap=True)

    def _print(self, rows: "list[_Row]") -> None:
        room = (self._console.width - max(len(row.name) for row in rows) - _FIXED) // 2
        if room < _NARROWEST:
            self.note(_stacked(rows, self._console.width))
        else:
            self._console.print(_table(rows, min(room, _WIDEST)))

    def end(self) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()
            self._bar = None

    def summary(self, made: "Build", out: Path) -> None:
        """The table, the orphans and the sum."""
        if made.outcomes or made.kept:
            self._print(_rows(made))
        for id_ in made.orphans:
            self.note(
                f"{out / id_}: an orphan, its source is gone from what was given. It left the catalogue; "
                "give its source again, or delete the folder."
            )
        for id_ in made.stale:
            self.note(f"{out / id_}: stale, for its source was set aside. What an earlier run made of it stays.")
        set_aside = f", {len(made.refused)} set aside (see {out / 'quarantine'})" if made.refused else ""
        kept = f", {len(made.kept)} up to date" if made.kept else ""
        took = time.perf_counter() - self._began
        self.note(f"{len(made.outcomes)} extracted into {out}{kept}{set_aside}, in {took:.1f} s")


@dataclass(frozen=True, slots=True)
class _Row:
    """What the table says of a source, or of all of them."""

    name: str
    characters: str
    edits: Counter[str]
    nodes: Counter[str]
    findings: Counter[str]
    seconds: str


def _rows(made: "Build") -> list[_Row]:
    """A row a source, where they are not too many, and one for all where they are several."""
    outcomes = sorted((made.outcomes | made.kept).items())
    rows = [_row(id_, [outcome]) for id_, outcome in outcomes] if len(outcomes) <= LISTED else []
    return rows if len(outcomes) == 1 else [*rows, _row(f"all {len(outcomes)}", [outcome for _, outcome in outcomes])]


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


def _table(rows: list[_Row], room: int) -> "Table":
    """room: columns for each of the two long lists."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in ("source", "characters", "edits per channel", "nodes per kind", "findings", "seconds"):
        table.add_column(name, justify="right" if name in ("characters", "seconds") else "left", no_wrap=True)
    for row in rows:
        lists = _listed(row.edits, room), _listed(row.nodes, room, _KINDS), _listed(row.findings, 0, _SEVERITIES)
        table.add_row(row.name, row.characters, *lists, row.seconds)
    return table


def _stacked(rows: list[_Row], width: int) -> str:
    """The same for a terminal too narrow for a table: the lists below their source."""
    lines: list[str] = []
    for row in rows:
        findings = _listed(row.findings, width, _SEVERITIES)
        lines.append(f"{row.name}: {row.characters} characters, findings: {findings}, {row.seconds} s")
        for name, counts, order in (("edits", row.edits, ()), ("nodes", row.nodes, _KINDS)):
            lines.append(f"  {name}: " + _listed(counts, width - 10, order).replace("\n", f"\n  {' ' * len(name)}  "))
    return "\n".join(lines)


def _listed(counts: Counter[str], room: int, order: Sequence[str] = ()) -> str:
    """Names and counts, in the order given, else as they come, in lines of at most `room` columns."""
    lines: list[str] = []
    for item in [f"{name} {counts[name]:,}" for name in order or counts if counts[name]]:
        if lines and len(lines[-1]) + len(item) + 3 <= room:
            lines[-1] += f", {item}"
        else:
            lines.append(item)
    return ",\n".join(lines) or "none"
