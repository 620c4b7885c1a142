"""What each source is called; which files there are is told by `files`.

What sources.csv says of a file comes first; else its id is the slug of its path below the folder given. Files of one name take
their paths below the folder that holds them all. An id is kept for the file it was given to, so that ids do not move when files
come and go; a single file that only shares its bare name with another counts as the same where its contents are the same too.
"""

import os
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import file_digest, sha256
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.files import Candidate, Expand, search
from pipeline.language import Language, Notes, say
from pipeline.limits import LARGEST
from pipeline.model import Entry
from pipeline.sheet import NAME, Row
from pipeline.text import written

Origins = Mapping[str, tuple[str, str]]  # by id: the file a standard was made from, and its SHA-256 ("" where not known)
LONGEST = 60  # characters of an id: a folder's name may have 255 bytes, and a Chinese character takes three

# Names that mean something else in the output folder, or that Windows gives to devices.
RESERVED = frozenset(
    ["quarantine", "catalogue", "tables", "con", "prn", "aux", "nul"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(10)]
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to extract. fault: why it cannot be, where that is known before it is opened."""

    path: Path
    entry: Entry
    fault: SourceError | None = None


@dataclass(slots=True)
class Found:
    """Sources in the order in which they are named; notes for the person; whole: a folder was given, not single files only."""

    sources: list[Source] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    whole: bool = False


def copy_paths(path: Path, entry: Entry) -> list[Path]:
    """Where the further copies of a source lie. path: of the first."""
    folder = path.parents[len(Path(entry.file).parts) - 1]
    return [folder / other.file for other in entry.others]


def slug(text: str) -> str:
    """Letters and digits of any script, lower case, with single hyphens between; a long one is cut and gets a digest."""
    composed = unicodedata.normalize("NFC", text).lower()
    kept = "".join(character if character.isalnum() else "-" for character in composed)
    made = "-".join(part for part in kept.split("-") if part) or "source"
    if len(made) <= LONGEST:
        return made
    return f"{made[: LONGEST - 9].rstrip('-')}-{sha256(composed.encode('utf-8', 'replace')).hexdigest()[:8]}"


def find(
    paths: Sequence[Path],
    out: Path | None = None,
    known: Origins | None = None,
    expand: Expand | None = None,
    language: Language = "en",
) -> Found:
    """The sources at the paths. out: the output folder, never searched; known: what stands there by id.

    expand: lists what is in archives; without it an archive is a source, which its reader will refuse; language: of the notes.
    """
    found = Found(notes=Notes(language))
    candidates = search(paths, os.path.realpath(out) if out else None, found.notes, expand)
    found.whole = any(os.path.isdir(path) and os.path.abspath(path) not in candidates for path in paths)
    apart = _apart(list(candidates.values()))
    first, others = _copies(apart)
    for candidate, id_ in zip(first, _ids(first, known or {}, found.notes), strict=True):
        copies = tuple(_entry(other, id_) for other in others.get(id(candidate), ()))
        found.sources.append(Source(candidate.path, _entry(candidate, id_, copies), candidate.fault))
    return found


def _copies(candidates: list[Candidate]) -> tuple[list[Candidate], dict[int, list[Candidate]]]:
    """The candidates without further copies of one standard, and those by the `id()` of the first copy.

    Copies are what the lines of one sources.csv give one id; a first line whose file is not there makes way for the next.
    """
    groups: dict[tuple[Path, str], list[Candidate]] = {}
    for candidate in candidates:
        if candidate.row and "id" in candidate.row.values:
            groups.setdefault((candidate.row.sheet, candidate.row.values["id"]), []).append(candidate)
    others: dict[int, list[Candidate]] = {}
    for group in groups.values():
        ordered = sorted(group, key=lambda one: (one.fault is not None, one.row.line if one.row else 0))
        others[id(ordered[0])] = ordered[1:]
    further = {id(candidate) for group in others.values() for candidate in group}
    return [candidate for candidate in candidates if id(candidate) not in further], others


def _entry(candidate: Candidate, id_: str, others: tuple[Entry, ...] = ()) -> Entry:
    values = {name: value for name, value in (candidate.row.values if candidate.row else {}).items() if name != "id"}
    return Entry(file=candidate.name, id=id_, others=others, **values)


def _apart(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates with no name twice: those of one name take the path below the folder that holds them all."""
    made = list(candidates)
    for everyone in (False, True):  # at last all are named anew, where such a path is the name of another
        times = Counter(candidate.name for candidate in made)
        if max(times.values(), default=0) < 2:
            break
        for name in list(times):
            group = [index for index, candidate in enumerate(made) if everyone or (times[name] > 1 and candidate.name == name)]
            for index, path in zip(group, _below([made[index].path for index in group]), strict=True):
                made[index] = replace(made[index], name=path, placed=True)
    return made


def _below(paths: list[Path]) -> list[str]:
    """The paths below the folder that holds them all; never absolute, even from two drives."""
    absolute = [Path(os.path.abspath(path)) for path in paths]
    shared = 0
    for parts in zip(*(path.parent.parts for path in absolute), strict=False):
        if len(set(parts)) > 1:
            break
        shared += 1
    parted = ((path.drive.strip(":/\\"), *path.parts[1:]) if path.anchor else path.parts for path in absolute)
    return [written("/".join(parts[shared:])) for parts in parted]


# ----------------------------------------------------------------------------------------------------------- ids


def _ids(candidates: list[Candidate], known: Origins, notes: Notes) -> list[str]:
    """An id for each candidate: from sources.csv first, then those it had before, then in order."""
    taken: dict[str, Candidate] = {}
    ids: dict[int, str] = {}

    def claim(index: int, id_: str) -> None:
        taken[id_] = candidates[index]
        ids[index] = id_

    for index, candidate in enumerate(candidates):
        if candidate.row and "id" in candidate.row.values:
            claim(index, _listed_id(candidate, candidate.row, taken, notes))
    for moved in (False, True):
        files: defaultdict[str, list[str]] = defaultdict(list)
        for id_, (file, _) in known.items():
            if id_ == slug(id_) and id_ not in RESERVED:
                files[os.path.basename(file) if moved else file].append(id_)
        for index, candidate in enumerate(candidates):
            name = os.path.basename(candidate.name) if moved else candidate.name
            free = {id_: known[id_][1] for id_ in files.get(name, ()) if id_ not in taken}
            if index not in ids and free and (before := _before(candidate, free, moved)):
                claim(index, before)
    for index, candidate in enumerate(candidates):
        if index not in ids:
            claim(index, _free(_forms(candidate.name), taken, known))
            _tell_namesake(candidate, ids[index], known, notes)
    return [ids[index] for index in range(len(candidates))]


def _before(candidate: Candidate, free: Mapping[str, str], moved: bool) -> str | None:
    """The id that a file had, of those of its name that are free, with their SHA-256.

    moved: only the bare names agree, so the contents must; else where the name is no path and both contents are known.
    """
    digest = _digest(candidate.path)
    same = [id_ for id_, recorded in free.items() if digest and recorded == digest]
    if not moved:
        same += [id_ for id_, recorded in free.items() if candidate.placed or not (digest and recorded)]
    return same[0] if same else None


def _digest(path: Path) -> str:
    """The SHA-256 of a file; "" where it is none that can be read, or has more bytes than a source ever has."""
    if not os.path.isfile(path):
        return ""
    try:
        if path.stat().st_size > LARGEST:
            return ""
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _tell_namesake(candidate: Candidate, given: str, known: Origins, notes: Notes) -> None:
    """Say that a single file is not taken for the one of its name that stands in the output folder."""
    others = [id_ for id_, (file, _) in known.items() if file == candidate.name]
    if others and not candidate.placed:
        notes.tell("namesake", name=candidate.name, other=repr(others[0]), given=repr(given), sheet=NAME)


def _forms(name: str) -> tuple[str, str]:
    """The id of a file by its path, and the one with its suffix added."""
    stem, suffix = os.path.splitext(name)
    return slug(stem), slug(f"{stem}-{suffix.lstrip('.')}" if suffix else f"{stem}-file")


def _free(forms: Iterable[str], *taken: Mapping[str, object]) -> str:
    """The first form that is neither reserved nor taken; at last one with a number."""
    last = "source"
    for last in forms:
        if last not in RESERVED and not any(last in ids for ids in taken):
            return last
    number = 2
    while any(f"{last}-{number}" in ids for ids in taken):
        number += 1
    return f"{last}-{number}"


def _listed_id(candidate: Candidate, row: Row, taken: Mapping[str, Candidate], notes: Notes) -> str:
    wanted = row.values["id"]
    made = slug(wanted)
    given = _free((made, _forms(f"{made}{candidate.path.suffix or '.file'}")[1]), taken)
    if given == wanted:
        return given
    why = "id-taken" if made in taken else "id-reserved" if made in RESERVED else "id-signs"
    reason = say(why, notes.language, name=taken[made].name if made in taken else "")
    notes.tell("id-unused", sheet=NAME, line=row.line, wanted=repr(wanted), reason=reason, given=repr(given))
    return given
