"""Measures the pipeline on the sources with gold and on every corpus document in every rendering.

Renderings: lines, flat, tables (Table blocks), docx (read from a Word file), pdf (printed on pages), styled (headings are
styles and have no numbers), and the damage chains of tests/support/damage.py. All are cleaned, then segmented, as the
sources are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from pipeline.clean import clean
from pipeline.ingest import read
from pipeline.model import Document
from pipeline.segment import segment
from tests.quality.sureness import Judged, figures, judged
from tests.support.damage import CHAINS, absent, damaged
from tests.support.outline import GOLD, ROOT, Outline, corpus, read_outline
from tests.support.pages import pdf
from tests.support.render import document, entry, flat, lines, truth
from tests.support.score import KINDS, TextScore, TreeScore, leaves, score_text, score_tree
from tests.support.styled import styled
from tests.support.tables import blocks, docx

RENDERINGS = ("lines", "flat", "tables", "docx", "pdf", "styled", *(chain for chain in CHAINS if chain not in absent()))
SOURCE = "source"
FIGURES = ("f1", "cut", "placed", "numbers", "grades")


@dataclass(frozen=True)
class Result:
    """One document in one rendering; nodes: those of the tree that gold speaks of, each judged."""

    name: str
    rendering: str
    tree: TreeScore
    text: TextScore
    nodes: tuple[Judged, ...] = ()

    @property
    def scores(self) -> dict[str, float]:
        """Every figure there is, all of them better when higher; accuracy is 1 - CER."""
        figures = {name: getattr(self.tree, name) for name in FIGURES}
        figures["accuracy"] = 1 - self.text.cer
        return {f"{self.name}/{self.rendering}/{name}": value for name, value in figures.items() if value is not None}


def sources() -> list[Result]:
    """Every source that has gold in tests/gold, by number."""
    found: list[Result] = []
    for path in sorted(GOLD.glob("*.outline")):
        [raw] = (ROOT / "raw").glob(f"{path.stem}_*")
        cleaned = clean(read(raw, raw.name))
        gold = read_outline(path)
        text = score_text(path.with_suffix(".txt").read_text(encoding="utf-8"), str(cleaned.text), gold.partial)
        found.append(Result(path.stem, SOURCE, *_tree(gold, cleaned, text, 1.0)))
    return found


def documents(renderings: tuple[str, ...] = RENDERINGS) -> Iterator[Result]:
    """Every document of the corpus in the given renderings."""
    for outline in corpus():
        for rendering in renderings:
            yield measure(outline, rendering)


def measure(outline: Outline, rendering: str) -> Result:
    """A document of the corpus in one rendering, cleaned and segmented: what is not damaged has to come through unharmed."""
    cleaned = clean(_rendered(outline, rendering))
    text = score_text(truth(outline), str(cleaned.text))
    return Result(outline.name, rendering, *_tree(outline, cleaned, text, 1 / len(RENDERINGS)))


def _rendered(outline: Outline, rendering: str) -> Document:
    if rendering == "tables":
        return blocks(outline)
    if rendering == "styled":
        return styled(outline)
    if rendering == "docx":
        return _read(docx(outline), f"{outline.name}.docx")
    if rendering == "pdf":
        return _read(pdf(outline), f"{outline.name}.pdf")
    if rendering in CHAINS:
        return document(damaged(outline, rendering), outline.name)
    return document(lines(outline) if rendering == "lines" else flat(outline), outline.name)


def _read(data: bytes, name: str) -> Document:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read(path, name)


def _tree(
    outline: Outline, cleaned: Document, text: TextScore, weight: float
) -> tuple[TreeScore, TextScore, tuple[Judged, ...]]:
    standard = segment(cleaned, entry(outline.name))
    return score_tree(outline, leaves(standard)), text, tuple(judged(outline, standard, weight))


@dataclass
class Pool:
    """Counts of one kind over many documents."""

    gold: int = 0
    output: int = 0
    matched: int = 0

    @property
    def f1(self) -> float:
        """Over all documents together; a kind that nobody has is perfect."""
        total = self.gold + self.output
        return round(2 * self.matched / total, 4) if total else 1.0


@dataclass
class Summary:
    """A rendering over all documents: the mean of each figure, and F1 pooled per kind."""

    means: dict[str, float] = field(default_factory=dict)
    kinds: dict[str, Pool] = field(default_factory=dict)


def summarise(results: list[Result]) -> dict[str, Summary]:
    """Per rendering, in order of appearance."""
    found: dict[str, Summary] = {}
    for rendering in dict.fromkeys(result.rendering for result in results):
        chosen = [result for result in results if result.rendering == rendering]
        found[rendering] = Summary(_means(chosen), {kind: _pool(chosen, kind) for kind in KINDS})
    return found


def _means(results: list[Result]) -> dict[str, float]:
    listed: dict[str, list[float]] = {}
    for result in results:
        for key, value in result.scores.items():
            listed.setdefault(key.rsplit("/", 1)[1], []).append(value)
    return {figure: round(fmean(values), 4) for figure, values in listed.items()}


def _pool(results: list[Result], kind: str) -> Pool:
    pool = Pool()
    for score in (result.tree.kinds[kind] for result in results if kind in result.tree.kinds):
        pool.gold += score.gold
        pool.output += score.output
        pool.matched += score.matched
    return pool


def scores(results: list[Result]) -> dict[str, float]:
    """Everything that is pinned: a source's figures; a document's F1, cut and accuracy; per rendering the means and kinds.

    placed, numbers and grades are shares of what was matched: on a small document a better match may well lower them, so
    there only their means are pinned. Of the nodes of all together, how well their confidence fits.
    """
    found: dict[str, float] = {}
    for result in results:
        chosen = (*FIGURES, "accuracy") if result.rendering == SOURCE else ("f1", "cut", "accuracy")
        found |= {key: value for key, value in result.scores.items() if key.rsplit("/", 1)[1] in chosen}
    for rendering, summary in summarise(results).items():
        found |= {f"all/{rendering}/{figure}": value for figure, value in summary.means.items()}
        found |= {f"all/{rendering}/{kind}": pool.f1 for kind, pool in summary.kinds.items() if pool.gold}
    nodes = [node for result in results for node in result.nodes]
    return found | (figures(nodes) if nodes else {})
