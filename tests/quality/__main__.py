"""`python -m tests.quality`: the table of what the pipeline reaches, held against the pinned floors.

Exit status: 0 the gate is open, 1 it is shut.
"""

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.quality.calibrate import MEASURED, across, keep, kept, write
from tests.quality.gate import digest, inputs, read_floors, updated, verdict, write_floors
from tests.quality.measure import FIGURES, RENDERINGS, SOURCE, Result, documents, scores, sources, summarise
from tests.quality.restoration import figures, measured
from tests.quality.scans import report
from tests.quality.sureness import Judged, calibration, others, reliability
from tests.quality.tables import per_channel, per_kind, sentences, sureness
from tests.quality.titleends import fit, outlines, pieces, right
from tests.quality.titleends import write as write_ends
from tests.support.damage import absent
from tests.support.outline import ROOT
from tests.support.score import KINDS


def main(arguments: list[str] | None = None) -> int:
    """Measures, prints, judges; with --update pins instead."""
    options = _parser().parse_args(arguments)
    console = Console(width=150 if not sys.stdout.isatty() else None)
    if options.scans:
        return report(console, options.scans)
    if options.title_ends is not None:
        return _title_ends(console, options.title_ends)
    results = [*sources(), *documents()]
    nodes = [node for result in results for node in result.nodes]
    if options.calibrate is not None:
        return _calibrate(console, nodes, options.calibrate)
    console.print(_per_document(results))
    console.print(_per_rendering(results))
    restored = measured()
    for table in (per_kind(restored.drawn), per_channel(restored), sureness(restored.drawn)):
        console.print(table)
    console.print(reliability(nodes, "Nodes: how sure they were said to be, and how many were right"))
    console.print(f"nodes, calibration (1 less the mean distance of said and right): {calibration(nodes):.3f}")
    for sentence in sentences(restored):
        console.print(sentence)
    for chain, names in absent().items():
        console.print(f"not measured: {chain}, for there is no forward model of {', '.join(names)}")
    if options.misses:
        _print_misses(console, results, options.only, options.misses)
    return _judge(console, scores(results) | figures(restored), options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description="Measure the pipeline against gold.")
    parser.add_argument("--update", action="store_true", help="pin the corpus and raise the floors")
    parser.add_argument(
        "--calibrate",
        type=Path,
        nargs="*",
        metavar="FOLDER",
        help="count how often nodes are right, and write what confidence says of them; documents in the folders given are"
        " counted anew, of those given before the counts are kept",
    )
    parser.add_argument(
        "--title-ends",
        type=Path,
        nargs="*",
        metavar="FOLDER",
        help="fit the weights that tell where a title ends, on the outlines of the corpus and of the folders given",
    )
    parser.add_argument("--lower", action="store_true", help="with --update: lower floors as well")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show up to N missed and extra nodes per kind")
    parser.add_argument("--only", default="", metavar="WORDS", help="with --misses: only where name/rendering holds this")
    parser.add_argument(
        "--scans",
        type=int,
        nargs="?",
        const=1000,
        default=0,
        metavar="N",
        help="measure pictures of N documents, or all, and nothing else",
    )
    return parser


def _title_ends(console: Console, folders: list[Path]) -> int:
    """Fits and writes; before that, whether what is fitted holds for documents that were not: every fifth is left out."""
    paths = outlines(folders)
    held, rest = pieces(paths[::5]), pieces([path for k, path in enumerate(paths) if k % 5])
    titles, plain = right(held, fit(rest))
    console.print(f"documents left out: {titles:.3f} of the titles end right, {plain:.3f} of the plain statements have none")
    write_ends(fit([*held, *rest]), len(paths))
    return 0


def _calibrate(console: Console, nodes: list[Judged], folders: list[Path]) -> int:
    """Counts anew and writes; before that, whether what is counted holds for documents that were not."""
    if missing := [folder for folder in folders if not any(folder.glob("*.outline"))]:
        console.print(f"{missing[0]} holds no outlines: give folders of NAME.outline with NAME.txt or NAME.flat.txt")
        return 2
    if folders:
        keep(list(others(folders)))
    blind = list(kept())
    held = across([*nodes, *blind])
    names = {one.document for one in blind}
    parts = {"all documents": held, "those of this repository": [one for one in held if one.document not in names]}
    parts["those that are not in it"] = [one for one in held if one.document in names]
    for name, part in parts.items():
        console.print(reliability(part, f"Each document judged by the others: {name}"))
        console.print(f"calibration: {calibration(part):.3f}")
    write([*nodes, *blind], len(names))
    console.print(f"written: {MEASURED.relative_to(ROOT)}")
    return 0


def _judge(console: Console, measured: dict[str, float], options: argparse.Namespace) -> int:
    pinned, corpus = read_floors(), digest(inputs())
    if options.update:
        pinned = updated(pinned, corpus, measured, options.lower)
        write_floors(pinned)
    reasons = verdict(pinned, corpus, measured)
    for reason in reasons:
        console.print(f"below the floor: {reason}" if "<" in reason else reason)
    console.print(
        f"{len(measured)} figures, {len(reasons)} reasons to fail" if reasons else f"{len(measured)} figures, all hold"
    )
    return 1 if reasons else 0


def _per_document(results: list[Result]) -> Table:
    table = Table("document", "rendering", *FIGURES, "CER", title="Per source and document")
    previous = ""
    for result in results:
        if result.name != previous and previous:
            table.add_section()
        name, previous = ("" if result.name == previous else result.name), result.name
        figures = (_figure(getattr(result.tree, figure)) for figure in FIGURES)
        table.add_row(name, result.rendering, *figures, f"{result.text.cer:.2%}")
    return table


def _per_rendering(results: list[Result]) -> Table:
    table = Table("rendering", *FIGURES, "CER", *KINDS, title="Means, and F1 per kind over all documents")
    summaries = summarise(results)
    for rendering in (SOURCE, *RENDERINGS):
        summary = summaries[rendering]
        error = f"{1 - summary.means['accuracy']:.2%}"
        kinds = (_figure(summary.kinds[kind].f1 if summary.kinds[kind].gold else None) for kind in KINDS)
        table.add_row(rendering, *(_figure(summary.means.get(figure)) for figure in FIGURES), error, *kinds)
    return table


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _print_misses(console: Console, results: list[Result], only: str, count: int) -> None:
    for result in results:
        place = f"{result.name}/{result.rendering}"
        if only not in place:
            continue
        console.print(place, style="bold")
        for kind, score in result.tree.kinds.items():
            for word, nodes in (("missed", score.missed), ("extra", score.extra)):
                for node in nodes[:count]:
                    _print_line(console, f"  {word:6} {kind:9} {node.number} {node.title} {node.text}")
        for tag, want, have in result.text.places[:count]:
            _print_line(console, f"  text {tag}: gold …{want}… made …{have}…")


def _print_line(console: Console, line: str) -> None:
    console.print(line, markup=False, highlight=False, no_wrap=True, overflow="ellipsis")


if __name__ == "__main__":
    sys.exit(main())
