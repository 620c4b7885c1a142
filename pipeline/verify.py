"""`biaozhun check`: whether the files hold every promise, and what the standards' findings say.

A fault is about our files (schema, way back to the source, spans, digests) and makes them untrustworthy; it goes to stderr and
decides the exit status. A finding is about the document; it goes to stdout, by severity, and never decides anything. Behind the
findings stands what other standards of the folder have where this one lost something: cited, with its place.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import msgspec

from pipeline.catalogue import read_catalogue
from pipeline.check import Fault, faults
from pipeline.check.output import catalogue_faults, ids_on_disk
from pipeline.console import terminal, wrapped
from pipeline.language import Language, plural, say
from pipeline.lookup import absent, set_aside, stop, unknown
from pipeline.model import Finding, Node, Severity, Standard
from pipeline.parallels import Lost, cited
from pipeline.quoted import quoted

if TYPE_CHECKING:
    from rich.console import Console

_UNLISTED = "standard-unlisted"  # an orphan: the run that left it out of the catalogue said so


@dataclass(frozen=True, slots=True)
class _Checked:
    """What was found. broken: faults that decide the status, each with the id of its standard; orphans: ids; lost: by id."""

    asked: list[str]
    broken: list[tuple[str, Fault]]
    orphans: list[str]
    lost: dict[str, list[Lost]]


def verify(folder: Path, ids: Sequence[str], language: Language, json: bool = False) -> int:
    """Check the standards `ids` of an output folder, all where none are named, and the catalogue; the number of faults.

    json: print faults, findings and citations as JSON on stdout, and nothing else. Exits with 2 where a standard that is named,
    or any at all, is not there.
    """
    there = ids_on_disk(folder)
    if not there and not any(set_aside(folder, id_, language) for id_ in ids):
        stop(absent(folder, language), 2)
    if strange := [id_ for id_ in ids if id_ not in there]:
        stop(set_aside(folder, strange[0], language) or unknown(folder, strange[0], there, language), 2)
    checked = _check(folder, ids, there)
    if json:
        _print_json(folder, checked)
        return len(checked.broken)
    _tell_findings(folder, checked, language)
    sys.stdout.flush()
    for name, fault in checked.broken:
        print(_line(name, fault, language), file=sys.stderr)
    for name in checked.orphans:
        print(say("orphan", language, id=name), file=sys.stderr)
    print(say("checked", language, count=len(checked.asked), faults=len(checked.broken)), file=sys.stderr)
    return len(checked.broken)


def _check(folder: Path, ids: Sequence[str], there: Sequence[str]) -> _Checked:
    asked = list(dict.fromkeys(ids or there))
    listed = [(name, fault) for name, fault in catalogue_faults(folder) if not ids or name in (*ids, "")]
    broken = [(name, fault) for name, fault in listed if fault.code != _UNLISTED]
    broken += [(id_, fault) for id_ in asked for fault in faults(folder / id_)]
    known = {entry.id for entry in read_catalogue(folder).standards} or set(there)
    lost = cited(folder, asked, [id_ for id_ in there if id_ in known])
    return _Checked(asked, broken, [name for name, fault in listed if fault.code == _UNLISTED], lost)


def _line(name: str, fault: Fault, language: Language) -> str:
    place = f"{name}/{fault.file}" if name else fault.file
    return say("fault", language, place=f"{place} {fault.node}" if fault.node else place, message=fault.message(language))


def _print_json(folder: Path, checked: _Checked) -> None:
    """faults, then each standard with its findings as in standard.json, and what of it is lost and stands elsewhere."""
    broken = [
        {"standard": name, "file": fault.file, "node": fault.node, "code": fault.code, "params": fault.params}
        | {"message_en": fault.message("en"), "message_zh": fault.message("zh")}
        for name, fault in checked.broken
    ]
    standards = []
    for id_ in checked.asked:
        standard = _read(folder / id_ / "standard.json")
        findings = None if standard is None else standard.findings
        standards.append({"id": id_, "findings": findings, "lost": checked.lost.get(id_, [])})
    made = msgspec.json.encode({"faults": broken, "orphans": checked.orphans, "standards": standards})
    sys.stdout.buffer.write(msgspec.json.format(made, indent=2) + b"\n")


# ----------------------------------------------------------------------------------------------------- findings


def _tell_findings(folder: Path, checked: _Checked, language: Language) -> None:
    console = terminal()
    for id_ in checked.asked:
        standard = _read(folder / id_ / "standard.json")
        if standard is None:
            wrapped(console, say("unread", language, id=id_))
        elif not standard.findings:
            wrapped(console, say("no-findings", language, id=id_))
        else:
            count = len(standard.findings)
            wrapped(console, say("findings", language, id=id_, count=count, s=plural(count)), style="bold")
            _by_severity(console, standard, language)
            _tell_lost(console, checked.lost.get(id_, ()), language)


def _read(path: Path) -> Standard | None:
    """What can be read of the standard; None where its records are broken, which is a fault and told as such."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Standard)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def _by_severity(console: "Console", standard: Standard, language: Language) -> None:
    for severity in get_args(Severity):
        same = [finding for finding in standard.findings if finding.severity == severity]
        if same:
            words = say("severity", language, severity=say(severity, language), count=len(same))
            wrapped(console, words, 2, "bold")
        for code in dict.fromkeys(finding.code for finding in same):
            _by_code(console, standard, [finding for finding in same if finding.code == code], language)


def _by_code(console: "Console", standard: Standard, same: Sequence[Finding], language: Language) -> None:
    """One kind of finding: each message once, with every place it is about."""
    wrapped(console, same[0].code + (f" ×{len(same)}" if len(same) > 1 else ""), 4, "cyan")
    messages: dict[str, list[Finding]] = {}
    for finding in same:
        messages.setdefault(finding.message(language), []).append(finding)
    for message, listed in messages.items():
        places = ", ".join(dict.fromkeys(filter(None, (_place(standard, finding, language) for finding in listed))))
        wrapped(console, message + (f" ×{len(listed)}" if len(listed) > 1 else ""), 6)
        wrapped(console, places, 8, "dim")


def _place(standard: Standard, finding: Finding, language: Language) -> str:
    """The node a finding is about, or the innermost one that holds its span, and where the span begins."""
    at = say("at", language, start=finding.span[0]) if finding.span else ""
    node = finding.node or (_innermost(standard.body, finding.span[0]) if finding.span else None)
    return " ".join(part for part in (node, at) if part)


def _innermost(body: Iterable[Node], at: int) -> str | None:
    holding = list(_holding(body, at))
    return holding[-1] if holding else None


def _holding(body: Iterable[Node], at: int) -> Iterator[str]:
    """The ids of the nodes that hold a place in text.txt, from the outermost in."""
    for node in body:
        low, high = node.extent or node.span or (0, 0)
        if low <= at < high:
            yield node.id
            yield from _holding(node.children, at)
            return


# ---------------------------------------------------------------------------------------------------- citations


def _tell_lost(console: "Console", listed: Sequence[Lost], language: Language) -> None:
    """What is lost and stands in other standards: where it is missing, then each citation with its place."""
    if not listed:
        return
    wrapped(console, say("lost", language, count=len(listed)), 2, "bold")
    for lost in listed:
        code = "lost-line" if lost.code == "line-dropped" else "lost-number"
        numbers = ", ".join(map(str, lost.missing))
        beside = say("lost-after", language, node=lost.after) if lost.after else say("lost-before", language, node=lost.before)
        wrapped(console, say(code, language, numbers=numbers, where=" › ".join(lost.where[-2:]), beside=beside), 4, "cyan")
        for citation in lost.citations:
            said = quoted(citation, language)
            wrapped(console, said.words, 6)
            wrapped(console, said.place, 8, "dim")
            wrapped(console, said.grounds, 8, "dim")
