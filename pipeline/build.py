"""Many sources: each in a child of its own, one folder or one reason each, the catalogue over all of them.

Only what is stale is done, and it is said why. Sources in = standards + quarantine, always. A source that fails keeps the
standard it had before, marked stale. A standard whose source is gone stays on disk as an orphan: it is reported and leaves the
catalogue.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from pipeline.catalogue import NAME, Outcome, entry_on_disk, ids_on_disk, read_catalogue, read_origins
from pipeline.correction import CORRECTIONS, Correction
from pipeline.corrections import place_of, strays
from pipeline.errors import SourceError, Why
from pipeline.files import Members, members
from pipeline.language import Language, Notes, say
from pipeline.limits import LIMITS, Limits
from pipeline.model import Catalogue, CatalogueEntry, Entry, Quarantined
from pipeline.output import Output
from pipeline.reasons import refusal, refused
from pipeline.sources import Found, Source, find
from pipeline.state import STATE, Key, key_of, note_of, read_state, stale
from pipeline.workers import BOUNDS, Bounds, run

if TYPE_CHECKING:
    from pipeline.extract import Preview

QUARANTINE = "quarantine"


class NothingToDo(Exception):  # noqa: N818 - no error of the program
    """The paths hold no source; the message says what to do."""


class Report(Protocol):
    """Who is told how a run goes."""

    def begin(self, total: int) -> None:
        """That many sources are to be done."""

    def why(self, source: Source, parts: Sequence[str]) -> None:
        """A source is to be done, for these parts changed; or it is left alone, for none did."""

    def done(self, source: Source, result: Outcome | SourceError) -> None:
        """A source is done."""

    def note(self, message: str) -> None:
        """Something a person should know."""

    def end(self) -> None:
        """No further source will be done."""


@dataclass(slots=True)
class Build:
    """What a run did. outcomes and refused: by id; kept: of an earlier run, which stand as they would be made now.

    orphans: ids whose source is gone; stale: ids that keep an older standard.
    """

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    kept: dict[str, Outcome] = field(default_factory=dict)
    refused: dict[str, SourceError] = field(default_factory=dict)
    orphans: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)

    @property
    def defects(self) -> bool:
        """Whether a source was set aside for a defect of this program."""
        return any(error.why is Why.DEFECT for error in self.refused.values())


def build(  # noqa: PLR0913, PLR0917  where from, where to, and what it may cost
    paths: Sequence[Path],
    out: Path,
    jobs: int,
    report: Report,
    bounds: Bounds = BOUNDS,
    limits: Limits = LIMITS,
    force: bool = False,
    only: str | None = None,
    language: Language = "en",
) -> Build:
    """Extract every source at `paths` into `out` that is stale; with `force` all, with `only` just that id.

    bounds: of a child; limits: of a file; language: of what `report` is told and of what is raised.

    Where a folder is among the paths, the catalogue becomes that of the sources found; single files alone are added to it.
    Raises NothingToDo where there is no source, OutputError where `out` cannot be written. Interrupted, it leaves a
    catalogue of what was done so far.
    """
    found = find(paths, out, read_origins(out), partial(_members, jobs, bounds, limits), language)
    if found.whole:
        _unused(paths, out, found.sources, found.notes)
    if only is not None:
        found = Found([source for source in found.sources if source.entry.id == only], Notes(language))
    for note in found.notes:
        report.note(note)
    if all(source.fault is not None and source.fault.why is Why.MISSING for source in found.sources):
        raise NothingToDo(_nothing(paths, found, language))
    with Output(out, language) as output:
        job = _Job(output, report, force)
        report.begin(len(found.sources))
        try:
            job.extract(found.sources, jobs, bounds, limits)
            if found.whole:
                job.retire({source.entry.id for source in found.sources})
        finally:
            report.end()
            if job.made.outcomes or job.made.kept or job.made.refused:
                job.write_catalogue()
    return job.made


def _unused(paths: Sequence[Path], out: Path, sources: Sequence[Source], notes: Notes) -> None:
    """Tells of files of corrections in the folders given that belong to no source of the run."""
    used = {place_of(source.path, source.entry.id, len(Path(source.entry.file).parts)) for source in sources}
    ids = {source.entry.id for source in sources}
    for stray in (stray for path in paths if path.is_dir() for stray in strays(path, used) if not stray.is_relative_to(out)):
        why = "stray-farther" if stray.stem in ids else "stray-unknown"
        notes.tell(why, file=f"{CORRECTIONS}/{stray.name}", id=repr(stray.stem))


def _nothing(paths: Sequence[Path], found: Found, language: Language) -> str:
    """Why there is nothing to do: what is given is not there, or holds no file."""
    given = {os.path.abspath(path): path for path in paths}
    lines = []
    for source in found.sources:
        if path := given.get(os.path.abspath(source.path)):
            lines.append(say("no-path", language, path=path))  # as it was given: what is written has the name only
        elif source.fault:
            lines.append(refused(source.entry.file, source.fault, language))
    return "\n".join(lines) or say("no-source", language, paths=", ".join(map(str, paths)))


def extract_document(path: Path, entry: Entry, folder: Path, ledger: Path, limits: Limits = LIMITS) -> Outcome:
    """In a child: the four stages, which only children import."""
    from pipeline.extract import extract_document as work

    return work(path, entry, folder, ledger, limits)


def _members(jobs: int, bounds: Bounds, limits: Limits, archives: Sequence[Path]) -> dict[Path, Members | SourceError]:
    """What is in each archive, listed in children: a directory can be as hostile as what it lists."""
    return {archives[index]: found for index, found in run(members, [(path, limits) for path in archives], jobs, bounds)}


def preview_document(path: Path, entry: Entry, ledger: Path, correction: Correction) -> "Preview":
    """In a child: what one more correction would do."""
    from pipeline.extract import preview as work

    return work(path, entry, ledger, correction)


@dataclass(slots=True)
class _Job:
    """A run under way: where it writes, whom it tells, what it has done."""

    output: Output
    report: Report
    force: bool = False
    made: Build = field(default_factory=Build)
    keys: dict[str, Key] = field(default_factory=dict)

    def extract(self, sources: Sequence[Source], jobs: int, bounds: Bounds, limits: Limits) -> None:
        """Every stale source in a child; those that are known to be at fault apart."""
        for source in sources:
            if source.fault:
                self._settle(source, source.fault)
        sound = [source for source in sources if source.fault is None and not self._keeps(source)]
        place, folder = self.output.place, self.output.folder
        tasks = [(s.path, s.entry, place(s.entry.id), folder / s.entry.id / "ids.jsonl", limits) for s in sound]
        for index, result in run(extract_document, tasks, jobs, bounds):
            self._settle(sound[index], result)

    def _keeps(self, source: Source) -> bool:
        """Whether the standard of a source stands as it would be made now. What was set aside is always tried again."""
        id_, out = source.entry.id, self.output.folder
        self.keys[id_], before = key_of(source), read_state(out, id_)
        parts = stale(self.keys[id_], before, out / id_)
        if self._reason(id_).exists():
            parts.append("set aside before")
        if self.force:
            parts = ["--force"]
        self.report.why(source, parts)
        if parts or before is None:
            return False
        self.made.kept[id_] = Outcome(before.listing, before.characters, before.edits, None)
        self.report.done(source, self.made.kept[id_])
        return True

    def _settle(self, source: Source, result: Outcome | SourceError) -> None:
        if isinstance(result, SourceError):
            result = self._staged(result, source.entry.id)
            self._set_aside(source, result)
        else:
            id_ = source.entry.id
            before = read_state(self.output.folder, id_)
            self.output.commit(id_, before.listing.digests if before else ())
            self.output.write(f"{STATE}/{id_}.json", note_of(self.keys[id_], result))
            self.made.outcomes[id_] = result
            self._reason(id_).unlink(missing_ok=True)
        self.report.done(source, result)

    def _staged(self, error: SourceError, id_: str) -> SourceError:
        """The stage of a child that was lost is known only from its mark."""
        if error.stage:
            return error
        return SourceError(error.why, self.output.stage(id_), error.detail, error.advice, error.trace)

    def _reason(self, id_: str) -> Path:
        return self.output.folder / QUARANTINE / f"{id_}.json"

    def _set_aside(self, source: Source, error: SourceError) -> None:
        entry = source.entry
        self.made.refused[entry.id] = error
        meaning, todo = refusal(error.why, "zh")
        record = Quarantined(
            id=entry.id,
            file=entry.file,
            why=error.why.value,
            stage=error.stage,
            detail=error.detail,
            advice=error.advice,
            detail_zh=meaning,
            advice_zh=todo,
            trace=error.trace,
        )
        self.output.write(f"{QUARANTINE}/{entry.id}.json", _valid("quarantine", record))

    def retire(self, ids: set[str]) -> None:
        """After a run over a folder: standards and reasons whose source is gone."""
        self.made.orphans = [id_ for id_ in ids_on_disk(self.output.folder) if id_ not in ids]
        for path in (self.output.folder / QUARANTINE).glob("*.json"):
            if path.stem not in ids:
                path.unlink()
        for path in (self.output.folder / STATE).glob("*.json"):
            if path.stem not in ids:
                path.unlink()

    def write_catalogue(self) -> None:
        """The catalogue of all standards on disk, orphans apart."""
        folder = self.output.folder
        before = {entry.id: entry for entry in read_catalogue(folder).standards}
        ids = [id_ for id_ in ids_on_disk(folder) if id_ not in self.made.orphans]
        entries = [entry for id_ in ids if (entry := self._entry(id_, before))]
        quarantined = tuple(sorted(path.stem for path in (folder / QUARANTINE).glob("*.json")))
        catalogue = Catalogue(standards=tuple(entries), quarantined=quarantined)
        self.output.write(NAME, _valid("catalogue", catalogue))
        if not quarantined and (folder / QUARANTINE).is_dir():
            (folder / QUARANTINE).rmdir()

    def _entry(self, id_: str, before: dict[str, CatalogueEntry]) -> CatalogueEntry | None:
        if made := self.made.outcomes.get(id_) or self.made.kept.get(id_):
            return made.listing
        entry = before.get(id_) or entry_on_disk(self.output.folder / id_)
        if entry and id_ in self.made.refused:
            self.made.stale.append(id_)
            return msgspec.structs.replace(entry, status="stale", reason=str(self.made.refused[id_]))
        return entry


def _valid(form: Literal["catalogue", "quarantine"], record: msgspec.Struct) -> bytes:
    """A record as a file, held against its schema."""
    from pipeline.write import encode, validate

    data = encode(record)
    validate(form, data)
    return data


__all__ = ["Build", "NothingToDo", "Report", "build"]
