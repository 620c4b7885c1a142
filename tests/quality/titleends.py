"""Fits the weights of the cues that tell where a title ends (`pipeline/segment/words/titleends.toml`).

From outlines follow pieces: a heading run together with what stands behind it, whose title ends at a known place, and numbered
statements, which have no title. A conditional logit is fitted over the places of each piece and none. A cue keeps a weight only
where it stood at a place in many documents, so that no document's own words have one.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.segment.words import titleends
from pipeline.segment.words.titleends import Cue
from tests.support.outline import CORPUS, ROOT, Leaf, read_outline

WEIGHTS = ROOT / "pipeline" / "segment" / "words" / "titleends.toml"
FEWEST = 15
"""Documents in which a cue must stand."""
_HEADS = frozenset(("part", "level", "unit", "element", "section"))
_PLAIN = frozenset(("criterion", "para"))
_REACH = 60  # characters behind a title
_ROUNDS, _RATE, _DRAWN = 150, 0.4, 1.0  # of the fit: steps, their size, how much weights are drawn to nothing
_LEAST = 0.02  # of a weight that is written

Weights = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Piece:
    """The cues of none and of every place of a piece, and which of them is right; 0 where there is no title."""

    document: str
    choices: list[list[Cue]]
    right: int


def pieces(paths: Sequence[Path]) -> list[Piece]:
    """The pieces of outlines, but for those whose title ends at no place that is looked at."""
    found: list[Piece] = []
    for path in paths:
        for text, seam in _stretches(read_outline(path).nodes):
            ends, plain = titleends.read(text, 0, len(text))
            places = [0, *(place for place, _ in ends)]
            if ends and seam in places:
                found.append(Piece(str(path), [plain, *(told for _, told in ends)], places.index(seam)))
    return found


def outlines(folders: Sequence[Path]) -> list[Path]:
    """The outlines of the corpus and of some folders."""
    return [path for folder in (CORPUS, CORPUS / "lined", *folders) for path in sorted(folder.glob("*.outline"))]


def _stretches(nodes: Sequence[Leaf]) -> Iterator[tuple[str, int]]:
    """The words of headings run together with what follows and of numbered pieces, and where their titles end; 0: nowhere."""
    for index, node in enumerate(nodes):
        if node.kind in _HEADS and len(node.title) > 1:
            behind = _behind(nodes, index)
            if len(behind) >= 4:
                yield node.title + behind, len(node.title)
        elif node.kind in _PLAIN and node.number and node.text and not node.title:
            yield node.text, 0
        elif node.kind == "item" and node.number and node.text and node.title:
            yield node.title + node.text, len(node.title)


def _behind(nodes: Sequence[Leaf], index: int) -> str:
    """The words right behind a heading's title: its own, or those of its children up to one with a number; "" for none."""
    node = nodes[index]
    if node.text:
        return node.text if "一" <= node.text[0] <= "鿿" else ""
    words = ""
    for child in node.children:
        if child.number or "table" in child.attrs or len(words) >= _REACH:
            break
        parts = (child.title, child.text) if child.kind in ("para", "criterion", "item") else (child.title, "：", child.text)
        words += "".join(parts) if child.text else child.title
        if child.kind not in _PLAIN:
            break
    return words


def fit(known: Sequence[Piece], fewest: int = FEWEST) -> Weights:
    """The weights of every cue that stands in so many documents, by name and value."""
    seen: defaultdict[Cue, set[str]] = defaultdict(set)
    for piece in known:
        for cue in (cue for told in piece.choices for cue in told):
            seen[cue].add(piece.document)
    index = {cue: k for k, cue in enumerate(sorted(cue for cue, documents in seen.items() if len(documents) >= fewest))}
    found = _logit(known, index)
    weights: Weights = {name: {} for name in dict.fromkeys(name for name, _ in seen)}
    for (name, value), k in index.items():
        if abs(found[k]) >= _LEAST:
            weights[name][value] = round(float(found[k]), 2)
    return weights


def _logit(known: Sequence[Piece], index: dict[Cue, int]) -> np.ndarray:
    """The weights, by steps of their own size each, against all pieces at once."""
    choices = [told for piece in known for told in piece.choices]
    starts = np.cumsum([0, *(len(piece.choices) for piece in known[:-1])])
    owner = np.repeat(np.arange(len(known)), [len(piece.choices) for piece in known])
    right = np.zeros(len(choices))
    right[starts + np.array([piece.right for piece in known])] = 1.0
    held = [(row, index[cue]) for row, told in enumerate(choices) for cue in told if cue in index]
    rows, columns = np.array(held, dtype=np.intp).reshape(-1, 2).T
    weights, steps = np.zeros(len(index)), np.full(len(index), 1e-8)
    for _ in range(_ROUNDS):
        scores = np.bincount(rows, weights[columns], minlength=len(choices))
        likely = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        likely /= np.add.reduceat(likely, starts)[owner]
        slope = np.bincount(columns, (likely - right)[rows], minlength=len(index)) + _DRAWN * weights
        steps += slope**2
        weights -= _RATE * slope / np.sqrt(steps)
    return weights


def right(known: Sequence[Piece], weights: Weights) -> tuple[float, float]:
    """The share of titles whose end is the likeliest, and that of pieces without a title that have none."""
    titled: list[bool] = []
    plain: list[bool] = []
    for piece in known:
        scores = [sum(weights[name].get(value, 0.0) for name, value in told) for told in piece.choices]
        if piece.right:
            titled.append(max(range(1, len(scores)), key=scores.__getitem__) == piece.right)
        else:
            plain.append(max(range(len(scores)), key=scores.__getitem__) == 0)
    return sum(titled) / max(1, len(titled)), sum(plain) / max(1, len(plain))


def write(weights: Weights, documents: int, path: Path = WEIGHTS) -> None:
    """documents: how many the weights were fitted on."""
    lines = [
        "# How much each cue speaks for a title's end, in nats. Not edited by hand: `python -m tests.quality --title-ends",
        f"# FOLDER …` fits them. A value is here only if it stood at a place in {FEWEST} documents or more.",
        "",
        "[fitted]",
        f"documents = {documents}",
    ]
    for name, values in weights.items():
        lines += ["", f'[weights."{name}"]', *(f"{_quoted(value)} = {weight}" for value, weight in sorted(values.items()))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
