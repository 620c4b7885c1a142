"""Statements taken out of documents of the corpus: they and no others are cited, from a standard in words of its own."""

import random
import re
from pathlib import Path

import msgspec
from rapidfuzz import fuzz

from pipeline.model import Standard
from pipeline.parallels import cited
from pipeline.parallels.recurring import SIMILAR
from pipeline.parallels.rows import bare
from pipeline.segment import segment
from pipeline.write import encode
from tests.support import render
from tests.support.outline import corpus

_MARK = re.compile(r"[(（]?\d+[)）、.．]")


def _put(folder: Path, name: str, lines: list[str]) -> None:
    made: Standard = segment(render.document("\n".join(lines), name), render.entry(name))
    (folder / name).mkdir(exist_ok=True)
    (folder / name / "standard.json").write_bytes(encode(msgspec.structs.replace(made, id=name)))


def _reworded(line: str, draw: random.Random) -> str:
    """Every second statement with a word more, as another house would have it."""
    parts = re.split(r"(?<=[，,、；])", line)
    if not _MARK.match(line) or len(line) < 16 or draw.random() < 0.5:
        return line
    return "".join([*parts[:-1], f"及时{parts[-1]}"]) if len(parts) > 1 else line


def test_what_was_taken_out_is_cited_and_nothing_else(tmp_path: Path) -> None:
    draw = random.Random(3)
    taken = right = 0
    wrong: list[tuple[str, str | None]] = []
    for outline in corpus():
        lines = render.lines(outline).split("\n")
        inner = [
            at for at in range(1, len(lines) - 1) if all(_MARK.match(lines[k]) for k in (at, at + 1)) and len(lines[at]) > 14
        ]
        for at in draw.sample(inner, min(2, len(inner))):
            _put(tmp_path, "lost", lines[:at] + lines[at + 1 :])
            _put(tmp_path, "other", [_reworded(line, draw) for line in lines])
            gone = bare(_MARK.sub("", lines[at], count=1))
            found = [one for lost in cited(tmp_path, ["lost"], ["lost", "other"]).get("lost", ()) for one in lost.citations]
            alike = [fuzz.ratio(bare(f"{one.title or ''}{one.text or ''}"), gone) >= 100 * SIMILAR for one in found]
            taken, right = taken + 1, right + any(alike)
            wrong += [(gone, one.text) for one, same in zip(found, alike, strict=True) if not same]
    assert wrong == []
    assert taken > 40
    assert right > 0.6 * taken  # the last of a list, and the second of two, leave no gap
