"""What it costs to look through all standards of a folder for what some lost: by itself, and as the folder grows."""

import random
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.model import Finding, Node, Standard
from pipeline.parallels import Lost, cited
from pipeline.write import encode
from tests.bench.measures import Figure
from tests.bench.timing import worked
from tests.support.outline import corpus

_FEW, _MANY = 250, 1000
_LISTS, _LENGTH = 20, 8
_LOST = 3  # gaps of a standard


def parallels() -> Iterator[Figure]:
    """Seconds for many standards, and what each costs as against among few."""
    few, _ = _measured(_FEW)
    many, found = _measured(_MANY)
    note = f"{_MANY} standards of {_LISTS * _LENGTH} statements, {_MANY * _LOST} gaps, {found} cited"
    yield Figure("check: what other standards have", many, "s", note=note)
    growth = many / _MANY / (few / _FEW)
    yield Figure("check: that, for each standard", growth, f"× that among {_FEW}", 2.0, at_most=True)


def _measured(count: int) -> tuple[float, int]:
    """Seconds, and how many gaps are cited."""
    draw = random.Random(count)
    words = sorted({node.text for outline in corpus() for node in outline.nodes if 12 <= len(node.text) <= 80})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ids = [f"s{number:04}" for number in range(count)]
        for id_ in ids:
            (folder / id_).mkdir()
            (folder / id_ / "standard.json").write_bytes(encode(_standard(id_, words, draw)))
        found: dict[str, list[Lost]] = {}
        spent = worked(lambda: found.update(cited(folder, ids, ids)))
        return spent, sum(map(len, found.values()))


def _standard(id_: str, words: list[str], draw: random.Random) -> Standard:
    """Lists that begin anywhere among the words of the corpus and go on in their order, some reworded, three with a gap."""
    elements: list[Node] = []
    findings: list[Finding] = []
    for number in range(_LISTS):
        start = draw.randrange(len(words) - _LENGTH)
        lines = [(k + 1, _reworded(words[start + k], draw)) for k in range(_LENGTH)]
        if number < _LOST:
            del lines[3]
            said = {"severity": "review", "message_en": ".", "message_zh": "。", "params": {"missing": "4"}}
            findings.append(Finding(code="number-gap", node=f"{number}/5", **said))  # type: ignore[arg-type]
        children = [Node(id=f"{number}/{k}", kind="criterion", number=f"{k}、", text=line) for k, line in lines]
        elements.append(Node(id=str(number), kind="element", title=f"第{number}项", children=tuple(children)))
    return Standard(id=id_, families=("document",), title=id_, body=tuple(elements), findings=tuple(findings))


def _reworded(text: str, draw: random.Random) -> str:
    """Half of them as they are, half with a few words of their own, as each house writes them."""
    if draw.random() < 0.5:
        return text
    parts = re.split(r"(?<=[,,、;])", text)
    at = draw.randrange(len(parts))
    parts[at] = f"{draw.choice(['及时', '按规定', '配合'])}{parts[at]}{draw.randrange(1000)}"
    return "".join(parts)
