"""A difference in words: Markdown for a release note, JSON for programs, and the words that changed marked as words."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from pipeline.diff.compare import Change, Difference
from pipeline.language import Language, say

_SHOWN = 40  # characters of a node that tell it from others
_NEAR = 1  # characters between two changes of a text that are told with them


def marked(before: str, after: str, old: tuple[str, str] = ("[-", "-]"), new: tuple[str, str] = ("{+", "+}")) -> str:
    """A text with what went and what came in its place: 每周[-三-]{+五+}次."""
    parts: list[str] = []
    for equal, gone, come in _runs(before, after):
        parts.append(equal)
        parts += [f"{old[0]}{gone}{old[1]}"] if gone else []
        parts += [f"{new[0]}{come}{new[1]}"] if come else []
    return "".join(parts)


def _runs(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    """What is the same, and what then went and came; changes that nearly touch are one."""
    from rapidfuzz.distance import Levenshtein

    merged: list[list[int]] = []
    for op in Levenshtein.opcodes(before, after):
        if op.tag == "equal":
            continue
        if merged and op.src_start - merged[-1][1] <= _NEAR:
            merged[-1][1], merged[-1][3] = op.src_end, op.dest_end
        else:
            merged.append([op.src_start, op.src_end, op.dest_start, op.dest_end])
    done = 0
    for start, end, new_start, new_end in merged:
        yield before[done:start], before[start:end], after[new_start:new_end]
        done = end
    yield before[done:], "", ""


def line(change: Change, language: Language) -> str:
    """A change in one line."""
    what = say(f"diff-{change.what}", language)
    if change.what in ("reworded", "retitled"):
        return f"{what}: {marked(change.before, change.after)}"
    if change.what in ("split", "merged"):
        return f"{what}: {change.kind} {change.before} → {change.after}"
    if change.what in ("added", "removed"):
        return f"{what}: {change.kind} {change.words}"
    words = change.words if len(change.words) <= _SHOWN else f"{change.words[:_SHOWN]}…"
    return f"{what}: {change.before or '–'} → {change.after or '–'}  {words}"


def as_markdown(found: Sequence[Difference], language: Language) -> str:
    """For a release note: a section a standard, a list an element."""
    lines: list[str] = []
    for one in found:
        lines += [f"## {one.title} (`{one.id}`)", ""]
        if one.status != "changed":
            lines += [say(f"diff-standard-{one.status}", language), ""]
            continue
        for where, changes in groupby(one.changes, key=lambda change: change.where):
            lines += [f"**{' › '.join(where)}**", ""] if where else []
            lines += [f"- {_escaped(line(change, language))}" for change in changes] + [""]
        for name, findings in (("new", one.new), ("settled", one.settled)):
            if findings:
                lines += [f"**{say(f'diff-findings-{name}', language)}**", ""]
                lines += [f"- {_escaped(f.message(language))}" for f in findings] + [""]
    return "\n".join(lines)


def _escaped(words: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_<>#|" else sign for sign in words.replace("\n", " "))


def as_json(found: Sequence[Difference]) -> bytes:
    """Every field, an array of standards."""
    return msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"
