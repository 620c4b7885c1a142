"""Automatic numbers against a second opinion: what LibreOffice prints for the same file.

Left aside is what LibreOffice 7.4 does not know (w:isLgl, w:lvlRestart, brackets and dots in one character) or counts otherwise
than ISO 29500 says (restarts first met at a deeper level, or with another start than the level's); `test_numbering` has those.
"""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest import read
from tests.ingest.files import docx, put
from tests.support.libreoffice import convert

pytestmark = pytest.mark.needs_libreoffice

FORMS = (
    "decimal", "decimalZero", "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "ideographTraditional",
    "ideographZodiac", "upperLetter", "lowerLetter", "upperRoman", "lowerRoman", "decimalEnclosedCircle",
    "decimalEnclosedCircleChinese", "ideographLegalTraditional", "japaneseCounting", "taiwaneseCountingThousand", "ordinal",
)  # fmt: skip
PATTERNS = ("%{n}、", "（%{n}）", "%{n}.", "%{n})", "{all}", "{all}.", "第%{n}章")

Item = tuple[int, int]
"""A list (w:numId) and a level in it."""


def level(index: int, form: str, pattern: str, start: int = 1) -> str:
    shown = pattern.format(n=index + 1, all=".".join(f"%{n + 1}" for n in range(index + 1)))
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/></w:lvl>'


def numbering(definitions: Sequence[str]) -> str:
    """Two lists a definition: numId 2n + 1 counts on, 2n + 2 restarts."""
    restarts = "".join(f'<w:lvlOverride w:ilvl="{n}"><w:startOverride w:val="1"/></w:lvlOverride>' for n in range(3))
    made = "".join(f'<w:abstractNum w:abstractNumId="{n}">{levels}</w:abstractNum>' for n, levels in enumerate(definitions))
    for n, _ in enumerate(definitions):
        made += f'<w:num w:numId="{2 * n + 1}"><w:abstractNumId w:val="{n}"/></w:num>'
        made += f'<w:num w:numId="{2 * n + 2}"><w:abstractNumId w:val="{n}"/>{restarts}</w:num>'
    return made


def lines(text: str) -> list[str]:
    return [words for line in text.removeprefix("\ufeff").split("\n") if (words := "".join(line.split()))]


def compare(tmp_path: Path, definitions: Sequence[str], items: Sequence[Item]) -> None:
    def build(document: Any) -> None:
        for list_id, index in items:
            properties = document.add_paragraph("文")._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val = list_id
            properties.get_or_add_ilvl().val = index

    data = docx(build, numbering(definitions))
    theirs = lines(convert(data, "docx", "txt:Text (encoded):UTF8", tmp_path).decode())
    ours = lines(str(read(put(tmp_path, "a.docx", data), "a.docx").text))
    assert len(ours) == len(items)
    assert ours == theirs


def test_every_format_is_spelt_as_libreoffice_spells_it(tmp_path: Path) -> None:
    definitions = [level(0, form, "%1") for form in FORMS]
    items = [(2 * n + 1, 0) for n, _ in enumerate(FORMS) for _ in range(66)]
    compare(tmp_path, definitions, items)


@pytest.mark.parametrize("seed", range(3))
def test_lists_of_many_levels_count_and_restart_as_in_libreoffice(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    definitions: list[str] = []
    items: list[Item] = []
    for n in range(20):
        definitions.append("".join(level(k, rng.choice(FORMS), rng.choice(PATTERNS), 1 + 2 * (k == 3)) for k in range(4)))
        depth, list_id = rng.choice((0, 0, 0, 1)), 2 * n + 1
        for _ in range(20):
            if rng.random() < 0.1 and list_id % 2:
                depth, list_id = 0, list_id + 1
            items.append((list_id, depth))
            depth = max(0, min(3, depth + rng.choice((-2, -1, 0, 0, 1, 1))))
    compare(tmp_path, definitions, items)
