"""`biaozhun correct` and `biaozhun corrections`: what people put right is written down, looked at, and shown with its state.

A correction is kept only after it was tried: its quotation stands in one place, it fits, and its effect on standard.md was
shown.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches, unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from pipeline.build import NothingToDo, build, preview_document
from pipeline.catalogue import read_origins
from pipeline.console import terminal, wrapped
from pipeline.correction import Correction
from pipeline.corrections import fault_of, place_of, read_corrections
from pipeline.errors import SourceError
from pipeline.language import Language, say
from pipeline.lookup import read_standard, stop
from pipeline.model import Finding
from pipeline.output import OutputError
from pipeline.report import Terminal
from pipeline.sources import Source, find
from pipeline.state import key_of, read_state
from pipeline.workers import run

if TYPE_CHECKING:
    from pipeline.extract import Preview

_SHOWN = 5  # places of an ambiguous quotation that are named


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the sources lie and where the standards."""

    sources: Path
    out: Path


def made(quote: str, around: tuple[str, str], change: Mapping[str, object], reason: str, author: str | None) -> Correction:
    """A correction as options give it, of today; ends the command with 2 where they make none.

    around: what stands before and after; author: None for the one that git knows.
    """
    said = {
        "quote": quote, "before": around[0], "after": around[1], "reason": reason, "author": author or _author(),
        "change": {name: value for name, value in change.items() if value is not None}, "date": date.today().isoformat(),
    }  # fmt: skip
    try:
        return msgspec.convert(said, Correction)
    except msgspec.ValidationError as error:
        stop(str(error), 2)


def _author() -> str:
    try:
        done = subprocess.run(["git", "config", "user.name"], capture_output=True, check=False, text=True, encoding="utf-8")
    except FileNotFoundError:
        done = None
    if done is None or not done.stdout.strip():
        stop("who says so? Give --author", 2)
    return done.stdout.strip()


def correct(name: str, correction: Correction, folders: Folders, keep: bool, language: Language) -> None:
    """Try a correction of the standard `name`, show what it does, and write it down where `keep`, or a person asked, says so.

    Exits with 2 where it cannot be used, with 1 where the source cannot be read; nothing is written then.
    """
    if wrong := fault_of(correction):
        stop(wrong, 2)
    source = source_of(name, folders)
    seen = _tried(source, correction, folders)
    line = max((one.line for one in read_corrections(_file(source))), default=0) + 1
    about = [finding for finding in seen.findings if finding.code.startswith("correction-")]
    told = [finding for finding in about if line in (finding.params.get("line"), finding.params.get("other"))]
    if told:
        around = "".join(f"\n  …{words}…" for words in seen.places[:_SHOWN])
        stop(f"{_message(told[0], language)}{around}", 2)
    _show(seen.before, seen.after)
    if not (keep or _asked(language)):
        stop(say("correct-not-kept", language), 2)
    write_down(_file(source), correction)
    try:
        made = build([folders.sources], folders.out, 1, Terminal(), only=name)
    except (NothingToDo, OutputError) as error:
        stop(say("correct-kept-unbuilt", language, error=error), 1)
    print(say("correct-kept", language, file=_file(source), line=line), file=sys.stderr)
    sys.exit(1 if made.refused else 0)


def source_of(name: str, folders: Folders) -> Source:
    """The source of a standard; ends the command with 2 where there is none."""
    found = find([folders.sources], folders.out, read_origins(folders.out)).sources
    source = next((source for source in found if source.entry.id == name), None)
    if source is None or source.fault:
        near = get_close_matches(name, [source.entry.id for source in found], n=3)
        known = f"; nearest: {', '.join(near)}" if near else ""
        stop(source.fault.detail if source and source.fault else f"{folders.sources} holds no source of {name!r}{known}", 2)
    return source


def _file(source: Source) -> Path:
    return place_of(source.path, source.entry.id, len(Path(source.entry.file).parts))


def _tried(source: Source, correction: Correction, folders: Folders) -> "Preview":
    ledger = folders.out / source.entry.id / "ids.jsonl"
    [(_, result)] = run(preview_document, [(source.path, source.entry, ledger, correction)], 1)
    if isinstance(result, SourceError):
        stop(f"{source.entry.file}: {result.detail}. {result.advice}", 1)
    return result


def write_down(file: Path, correction: Correction) -> None:
    """Add a line to a file of corrections, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_bytes() if file.exists() else b""
    gap = b"" if not before or before.endswith(b"\n") else b"\n"
    part = file.with_name(f".{file.name}.part")
    part.write_bytes(before + gap + msgspec.json.encode(correction) + b"\n")
    os.replace(part, file)


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
    return finding.message_zh if language == "zh" else finding.message_en


def corrections(name: str, folders: Folders, language: Language) -> None:
    """Print the corrections of a standard, each with its state, author and reason, as the standard was last extracted.

    Exits with 2 where there is no such standard.
    """
    source, standard = source_of(name, folders), read_standard(folders.out, name)
    listed = read_corrections(_file(source))
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
    print(say("corrections-sum", language, count=len(listed), file=_file(source)), file=sys.stderr)
