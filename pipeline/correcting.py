"""`biaozhun correct` and `biaozhun corrections`: what people put right is written down, looked at, and shown with its state.

A correction is kept only after it was tried: its quotation stands in one place, it fits, and its effect on standard.md was
shown.
"""

import sys
from collections.abc import Mapping
from difflib import unified_diff

from pipeline import decide
from pipeline.console import terminal, wrapped
from pipeline.correction import Correction
from pipeline.corrections import read_corrections
from pipeline.decide import Folders, NothingToDo, OutputError, Unusable
from pipeline.language import Language, say
from pipeline.lookup import read_standard, stop
from pipeline.model import Finding
from pipeline.report import Terminal
from pipeline.state import key_of, read_state

_SHOWN = 5  # places of an ambiguous quotation that are named


def made(quote: str, around: tuple[str, str], change: Mapping[str, object], reason: str, author: str | None) -> Correction:
    """A correction as options give it, of today; ends the command with 2 where they make none.

    around: what stands before and after; author: None for the one that git knows.
    """
    by = author or decide.author()
    if not by:
        stop("who says so? Give --author", 2)
    try:
        return decide.made(quote, around, change, reason, by)
    except Unusable as error:
        stop(str(error), error.status)


def correct(name: str, correction: Correction, folders: Folders, keep: bool, language: Language) -> None:
    """Try a correction of the standard `name`, show what it does, and write it down where `keep`, or a person asked, says so.

    Exits with 2 where it cannot be used, with 1 where the source cannot be read; nothing is written then.
    """
    try:
        source = decide.source_of(name, folders)
        tried = decide.try_out(source, correction, folders)
    except Unusable as error:
        stop(str(error), error.status)
    if tried.faults:
        around = "".join(f"\n  …{words}…" for words in tried.places[:_SHOWN])
        stop(f"{_message(tried.faults[0], language)}{around}", 2)
    _show(tried.before, tried.after)
    if not (keep or _asked(language)):
        stop(say("correct-not-kept", language), 2)
    file = decide.file_of(source)
    decide.write_down(file, correction)
    try:
        made = decide.rebuild(name, folders, Terminal(language), language)
    except (NothingToDo, OutputError) as error:
        stop(say("correct-kept-unbuilt", language, error=error), 1)
    print(say("correct-kept", language, file=file, line=tried.line), file=sys.stderr)
    sys.exit(1 if made.refused else 0)


def _show(before: str, after: str) -> None:
    console = terminal()
    lines = list(unified_diff(before.splitlines(), after.splitlines(), "standard.md", "standard.md", n=1, lineterm=""))
    for shown in lines or ["standard.md stays as it is"]:
        style = "green" if shown.startswith("+") else "red" if shown.startswith("-") else None
        console.print(shown, style=style, soft_wrap=True)


def _asked(language: Language) -> bool:
    if not sys.stdin.isatty():
        return False
    return input(say("correct-ask", language)).strip().lower() in ("y", "yes", "是")


def _message(finding: Finding, language: Language) -> str:
    return finding.message(language)


def corrections(name: str, folders: Folders, language: Language) -> None:
    """Print the corrections of a standard, each with its state, author and reason, as the standard was last extracted.

    Exits with 2 where there is no such standard.
    """
    try:
        source = decide.source_of(name, folders)
    except Unusable as error:
        stop(str(error), error.status)
    standard = read_standard(folders.out, name, language)
    file = decide.file_of(source)
    listed = read_corrections(file)
    told: dict[object, Finding] = {}
    for finding in standard.findings:
        if finding.code.startswith("correction-"):
            told.update({finding.params.get("line"): finding, finding.params.get("other", 0): finding})
    before = read_state(folders.out, name)
    if before is not None and before.key.corrections != key_of(source).corrections:
        print(say("corrections-stale", language), file=sys.stderr)
    console = terminal()
    for one in listed:
        problem = told.get(one.line)
        if one.correction is None:
            wrapped(console, f"{one.line}. {say('correction-broken', language)}: {one.wrong}", 0, "red")
            continue
        state = say(problem.code if problem else "correction-applied", language)
        key, value = one.correction.change.named()
        wrapped(console, f"{one.line}. {state}", 0, "yellow" if problem else "green")
        wrapped(console, f"“{one.correction.before}[{one.correction.quote}]{one.correction.after}” → {key}: {value}", 4)
        wrapped(console, f"{one.correction.author} {one.correction.date}: {one.correction.reason}", 4, "dim")
    print(say("corrections-sum", language, count=len(listed), file=file), file=sys.stderr)


__all__ = ["Folders", "correct", "corrections", "made"]
