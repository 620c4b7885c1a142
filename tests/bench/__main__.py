"""`python -m tests.bench [clean|segment|command|docx|pdf|html|parallels|growth] …`: those, or all but slow ones; a table.

All is measured as it runs in a worker of the command, the peers too: with rare searches for circles of objects.
"""

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from pipeline.workers import collect_seldom
from tests.bench.measures import GROUPS as TEXTS
from tests.bench.measures import SLOW, Figure
from tests.bench.pages import pages
from tests.bench.parallels import parallels
from tests.bench.printed import printed
from tests.bench.word import word

GROUPS = {**TEXTS, "docx": word, "pdf": printed, "html": pages, "parallels": parallels}


def _row(figure: Figure) -> tuple[str, ...]:
    sign = "≤" if figure.at_most else "≥"
    wanted = "" if figure.wanted is None else f"{sign} {figure.wanted:g}"
    met = {True: "met", False: "missed", None: ""}[figure.met]
    return figure.what, f"{figure.value:.2f} {figure.unit}", wanted, met, figure.note


def main(names: Sequence[str]) -> int:
    """Measure the groups named; exit status 2 for a name that is none."""
    if unknown := [name for name in names if name not in GROUPS]:
        print(f"no group {unknown[0]!r}; there are {', '.join(GROUPS)}", file=sys.stderr)
        return 2
    collect_seldom()
    console = Console(width=None if sys.stdout.isatty() else 140, highlight=False)
    table = Table("measure", "figure", "wanted", "", "where the time goes", box=None, pad_edge=False, header_style="bold")
    for name in names or [name for name in GROUPS if name not in SLOW]:
        for figure in GROUPS[name]():
            table.add_row(*_row(figure))
    console.print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
