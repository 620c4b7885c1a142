"""One source through the four stages: the one place that strings them together."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from pipeline.catalogue import Outcome, enter
from pipeline.check.tree import coverage_faults, span_faults
from pipeline.clean import clean
from pipeline.collate import Collated, joined, told, traced
from pipeline.correction import Correction
from pipeline.corrections import (
    WORDS,
    Listed,
    accept_findings,
    correct_tree,
    correct_words,
    place_of,
    places,
    read_corrections,
)
from pipeline.errors import SourceError
from pipeline.identity import Identity
from pipeline.ids import identify_from
from pipeline.ingest import read
from pipeline.limits import LIMITS, Limits
from pipeline.model import Document, Entry, Finding, Standard
from pipeline.segment import segment
from pipeline.sources import copy_paths, find
from pipeline.write import markdown, write


@dataclass(frozen=True, slots=True)
class Standardised:
    """What the stages make of a source. identities: the ledger of its ids, empty where none was asked for.

    copies: the documents of its copies where there are several, each as its damage was undone; document is joined from them.
    """

    standard: Standard
    document: Document
    identities: tuple[Identity, ...] = ()
    copies: Collated | None = None


def standardise(
    path: Path,
    entry: Entry,
    begin: Callable[[str], None] = lambda stage: None,
    ledger: Path | None = None,
    limits: Limits = LIMITS,
) -> Standardised:
    """Ingest, clean, segment, each with what people put right.

    begin: told the name of each stage as it begins; ledger: ids.jsonl as the last run left it, or where one would be; without
    it nodes get no uid. Raises SourceError.
    """
    begin("ingest")
    documents, unread = _read_copies(path, entry, limits)
    listed = read_corrections(corrections_of(path, entry))
    begin("clean")
    return _standardised([clean(document) for document in documents], unread, entry, listed, begin, ledger)


def _read_copies(path: Path, entry: Entry, limits: Limits) -> tuple[list[Document], list[Finding]]:
    """Every copy of a source that can be read, and findings about the others. Raises SourceError where none can."""
    documents: list[Document] = []
    unread: list[Finding] = []
    refused: SourceError | None = None
    copies = [(path, entry), *zip(copy_paths(path, entry), entry.others, strict=True)]
    for number, (place, one) in enumerate(copies, start=1):
        try:
            documents.append(_described(read(place, one.file, limits), one))
        except SourceError as error:
            refused = refused or error
            unread.append(told("copy-unreadable", copy=number, file=one.file, detail=error.detail))
    if refused is not None and not documents:
        raise refused
    return documents, unread


def _standardised(  # noqa: PLR0913, PLR0917  what the stages hand on
    cleaned: Sequence[Document],
    unread: Sequence[Finding],
    entry: Entry,
    listed: Sequence[Listed],
    begin: Callable[[str], None],
    ledger: Path | None,
) -> Standardised:
    """From documents whose damage is undone to their standard, with what people put right."""
    collated = joined([correct_words(document, listed) for document in cleaned], unread)
    document = collated.document
    begin("segment")
    standard = traced(correct_tree(segment(document, entry), document, listed), collated)
    identities: tuple[Identity, ...] = ()
    if ledger is not None:
        begin("ids")
        standard, identities = identify_from(ledger, standard)
    accepted = accept_findings(standard, document, listed)
    return Standardised(accepted, document, identities, collated if len(collated.copies) > 1 else None)


def corrections_of(path: Path, entry: Entry) -> Path:
    """Where the corrections of a source lie, whether there are any or not."""
    return place_of(path, entry.id, len(Path(entry.file).parts))


@dataclass(frozen=True, slots=True)
class Preview:
    """What a correction would do: standard.md without and with it, and the findings with it.

    places: where its quotation stands, each with the words around it, where that is not one place; broken: promises about the
    tree and its text that would no longer hold.
    """

    before: str
    after: str
    findings: tuple[Finding, ...]
    places: tuple[str, ...]
    broken: tuple[str, ...]


def preview(path: Path, entry: Entry, ledger: Path, correction: Correction, limits: Limits = LIMITS) -> Preview:
    """What one more correction of a source would do; nothing is written. Raises SourceError."""
    documents, unread = _read_copies(path, entry, limits)
    cleaned = [clean(document) for document in documents]
    listed = read_corrections(corrections_of(path, entry))
    more = (*listed, Listed(max((one.line for one in listed), default=0) + 1, correction))
    without, given = (_standardised(cleaned, unread, entry, these, lambda stage: None, ledger) for these in (listed, more))
    text = str((cleaned[0] if correction.key in WORDS else without.document).text)
    there = places(text, correction)
    around = tuple(text[max(0, at - 20) : at + len(correction.quote) + 20] for at in there) if len(there) > 1 else ()
    broken = tuple(fault for fault in _broken(given) if fault not in _broken(without))
    return Preview(markdown(without.standard), markdown(given.standard), given.standard.findings, around, broken)


def _broken(made: Standardised) -> list[str]:
    """Which promises about the tree and its text do not hold."""
    text = str(made.document.text)
    return [fault.message("en") for fault in (*span_faults(made.standard, text), *coverage_faults(made.standard, text))]


def _described(document: Document, entry: Entry) -> Document:
    """What sources.csv says of a copy is known before the page is read, so it has the last word."""
    said = {"site": entry.site, "url": entry.url, "retrieved": entry.retrieved}
    given = {name: value for name, value in said.items() if value}
    return replace(document, copy=msgspec.structs.replace(document.copy, **given))


def extract_document(path: Path, entry: Entry, folder: Path, ledger: Path, limits: Limits = LIMITS) -> Outcome:
    """All four stages; the files are written into `folder`, and the stage under way into `<folder>.stage`.

    ledger: ids.jsonl as the last run left it, or where one would be.

    Raises SourceError where the source is at fault.
    """
    started = time.perf_counter()
    mark = folder.with_name(f"{folder.name}.stage")

    def begin(stage: str) -> None:
        mark.write_text(stage, encoding="utf-8")

    made = standardise(path, entry, begin, ledger, limits)
    begin("write")
    digests = write(made.standard, made.document, folder, made.identities, made.copies)
    text = made.document.text
    read_texts = [copy.text for copy in made.copies.copies] if made.copies else [text]
    edits = Counter(edit.rule.split(".", 1)[0] for one in read_texts for edit in one.edits)
    characters = sum(len(one.source) for one in read_texts), len(text)
    return Outcome(enter(made.standard, digests), characters, dict(edits), time.perf_counter() - started)


def extract(path: str | Path) -> Standard:
    """The standard in one file, in memory: nothing is written. sources.csv beside the file is honoured.

    Runs in this process, without the time and memory limits of `biaozhun extract`.
    Raises SourceError where the file cannot be read, ValueError where the path is a folder.
    """
    return standardise(*_one(Path(path))).standard


def cleaned(path: str | Path) -> Document:
    """One file read and its damage undone, in memory; otherwise as `extract`."""
    path, entry = _one(Path(path))
    return clean(_described(read(path, entry.file), entry))


def _one(path: Path) -> tuple[Path, Entry]:
    if path.is_dir():
        raise ValueError(f"{path} is a folder: give one file, or use `biaozhun extract {path}`")
    [source] = find([path]).sources
    if source.fault:
        raise source.fault
    return source.path, source.entry


__all__ = [
    "Preview", "SourceError", "Standardised", "cleaned", "corrections_of", "extract", "extract_document", "preview",
    "standardise",
]  # fmt: skip
