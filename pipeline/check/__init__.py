"""Check: every promise about the files of a standard, tried on what was written.

Each file is read by itself first; what cannot be read is reported and whatever rests on it left out, so that one fault does not
hide behind another and none is reported twice.
"""

from itertools import zip_longest
from pathlib import Path

from pipeline.check.copies import collation_faults
from pipeline.check.fault import Fault
from pipeline.check.files import Files, read
from pipeline.check.identities import identity_faults
from pipeline.check.output import catalogue_faults, ids_on_disk
from pipeline.check.trace import block_faults, rebuild, replay_faults, source_faults
from pipeline.check.tree import coverage_faults, join_faults, span_faults, squeeze
from pipeline.model import Standard, Text
from pipeline.text import is_separator
from pipeline.write import markdown

__all__ = ["Fault", "all_faults", "faults", "is_separator", "squeeze"]


def all_faults(out: Path) -> dict[str, list[Fault]]:
    """What is wrong in an output folder, by the id of the standard ("" for the catalogue); empty where nothing is.

    Every standard in the folder is looked at, whether the catalogue lists it or not. Raises OSError where the folder cannot be
    read at all.
    """
    if not out.is_dir():
        raise NotADirectoryError(f"{out}: no output folder")
    found: dict[str, list[Fault]] = {}
    for name, fault in catalogue_faults(out):
        found.setdefault(name, []).append(fault)
    for name in ids_on_disk(out):
        found.setdefault(name, []).extend(faults(out / name))
    return {name: listed for name, listed in sorted(found.items()) if listed}


def faults(folder: Path) -> list[Fault]:
    """What is wrong with the files of one standard, `normalized/<id>/`; empty where every promise holds.

    In the order: files and schemas, the way back to the source, the tree, standard.md. Raises OSError where the folder
    cannot be read at all.
    """
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder}: no folder of a standard")
    files = read(folder)
    found = [*files.faults, *_trace(files), *_tree(files)]
    if files.standard is not None and files.markdown is not None:
        found += _markdown(markdown(files.standard), files.markdown)
    return found


def _trace(files: Files) -> list[Fault]:
    if files.source is None or files.edits is None:
        return []
    text, found = rebuild(files.source, files.edits)
    if text is None:
        return found
    if files.standard is not None and len(files.standard.sources) > 1:
        return [*found, *_joined(files, files.standard, text)]
    if files.text is not None:
        found += replay_faults(text, files.text)
    if files.standard is not None:
        found += source_faults(files.standard, text)
    if files.blocks is not None:
        found += block_faults(files.blocks, text)
    return found


def _joined(files: Files, standard: Standard, first: Text) -> list[Fault]:
    """The way back where text.txt is joined from several copies."""
    texts, found = [first], list[Fault]()
    for source, edits in files.further:
        text, wrong = rebuild(source, edits)
        found += wrong
        texts += [text] if text is not None else []
    if files.collation is None or len(texts) < len(standard.sources):
        return found
    return [*found, *collation_faults(standard, files.collation, texts, files.text)]


def _tree(files: Files) -> list[Fault]:
    if files.standard is None:
        return []
    found = list(join_faults(files.standard, None if files.blocks is None else len(files.blocks)))
    if files.ids is not None:
        found += identity_faults(files.standard, files.ids)
    if files.text is not None:
        found += span_faults(files.standard, files.text)
        found += coverage_faults(files.standard, files.text)
    return found


def _markdown(made: str, written: str) -> list[Fault]:
    lines = zip_longest(made.split("\n"), written.split("\n"))
    first = next((number for number, (a, b) in enumerate(lines, start=1) if a != b), None)
    return [] if first is None else [Fault("markdown", "standard.md", {"line": first})]
