"""What a person at a terminal sees of a run: a progress bar while it goes, then the reasons, the table and the sum.

All of it goes to stderr; the bar only to a terminal. Seconds are shown here and stand in no file.
"""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import SourceError

if TYPE_CHECKING:
    from rich.progress import Progress
    from rich.table import Table

    from pipeline.build import Build
    from pipeline.catalogue import Outcome
    from pipeline.sources import Source

LISTED = 40  # sources that the table lists one by one; of more it shows the sum
_WIDTH = 140  # columns of the table where stderr is no terminal


class Terminal:
    """Tells a person on stderr how a run goes."""

    def __init__(self) -> None:
        from rich.console import Console

        self._shown = sys.stderr.isatty()
        self._console = Console(stderr=True, width=None if self._shown else _WIDTH, highlight=False)
        self._bar: Progress | None = None

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
        self._bar = Progress(*columns, console=self._console, transient=True)
        self._bar.add_task("", total=total)
        self._bar.start()

    def done(self, source: "Source", result: "Outcome | SourceError") -> None:
        """Move the bar on; say at once why a source is set aside."""
        if self._bar:
            self._bar.update(self._bar.task_ids[0], advance=1, description=source.entry.id)
        if isinstance(result, SourceError):
            self.note(f"{source.entry.file}: set aside ({result}). {result.advice}")

    def note(self, message: str) -> None:
        """A line on stderr."""
        self._console.print(message, markup=False, soft_wrap=True)

    def end(self) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()
            self._bar = None

    def summary(self, made: "Build", out: Path) -> None:
        """The table, the orphans and the sum."""
        if made.outcomes:
            self._console.print(_table(made))
        for id_ in made.orphans:
            self.note(
                f"{out / id_}: an orphan, its source is gone. It left the catalogue; put the source back or delete the folder."
            )
        set_aside = f", {len(made.refused)} set aside (see {out / 'quarantine'})" if made.refused else ""
        self.note(f"{len(made.outcomes)} extracted into {out}{set_aside}")


def _table(made: "Build") -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("source", overflow="fold")
    table.add_column("characters", justify="right")
    for name in ("edits per channel", "nodes per kind", "findings"):
        table.add_column(name, ratio=None)
    table.add_column("seconds", justify="right")
    outcomes = sorted(made.outcomes.items())
    for id_, outcome in outcomes if len(outcomes) <= LISTED else ():
        table.add_row(id_, *_cells([outcome]))
    if len(outcomes) > 1:
        table.add_row(f"all {len(outcomes)}", *_cells([outcome for _, outcome in outcomes]), style="bold")
    return table


def _cells(outcomes: "list[Outcome]") -> list[str]:
    edits: Counter[str] = Counter()
    nodes: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    for outcome in outcomes:
        edits.update(outcome.edits)
        nodes.update(outcome.listing.counts)
        findings.update(outcome.listing.findings)
    source, text = (sum(outcome.characters[side] for outcome in outcomes) for side in (0, 1))
    seconds = sum(outcome.seconds for outcome in outcomes)
    return [f"{source:,} → {text:,}", _listed(edits), _listed(nodes), _listed(findings), f"{seconds:.2f}"]


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items()) or "none"
