"""`biaozhun diff`: what became of the standards from one state to another, in the terminal, as Markdown or as JSON."""

import sys
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.console import terminal, wrapped
from pipeline.diff import Difference, SideError, as_json, as_markdown, compare, read_side
from pipeline.diff.told import line
from pipeline.language import Language, plural, say
from pipeline.lookup import stop

if TYPE_CHECKING:
    from rich.console import Console

Form = Literal["terminal", "markdown", "json"]


def differences(before: str, after: str, folder: Path, form: Form, language: Language) -> int:
    """Print what differs between two sides, each a folder or a git revision of `folder`; how many standards do.

    Exits with 2 where a side cannot be read.
    """
    try:
        found = compare(read_side(before, folder), read_side(after, folder))
    except SideError as error:
        stop(error.told(language), 2)
    if form == "json":
        sys.stdout.buffer.write(as_json(found))
    elif form == "markdown":
        sys.stdout.write(as_markdown(found, language))
    else:
        _tell(terminal(), found, language)
    return len(found)


def _tell(console: "Console", found: Sequence[Difference], language: Language) -> None:
    for one in found:
        wrapped(console, f"{one.title} ({one.id})", style="bold")
        if one.status != "changed":
            wrapped(console, say(f"diff-standard-{one.status}", language), 2)
            continue
        for where, changes in groupby(one.changes, key=lambda change: change.where):
            wrapped(console, " › ".join(where), 2, "bold blue")
            for change in changes:
                wrapped(console, line(change, language), 4)
        for name, style, findings in (("new", "yellow", one.new), ("settled", "green", one.settled)):
            for finding in findings:
                words = finding.message(language)
                wrapped(console, f"{say(f'diff-findings-{name}', language)}: {words}", 2, style)
    kinds = Counter(change.what for one in found for change in one.changes)
    told = ", ".join(f"{say(f'diff-{what}', language)} {count}" for what, count in kinds.most_common())
    words = say("diff-sum", language, count=len(found), s=plural(len(found)))
    print(f"{words}: {told}" if told else words, file=sys.stderr)
