"""What stands in an output folder, and from what it was made: so that a run does only what is stale, and can say why.

Each source's key has five parts with a digest of their own: the source's bytes; the code, with the versions of the libraries
and of Python; the rules and word lists; the settings, which is its line of sources.csv; the corrections. Any source may be
touched by any rule, for each document is held against all families, so one changed rule makes all of them stale. An output
that is missing or was edited, the ledger of ids among them, makes its own source stale.

The state lies in `.state/` of the output folder and is no output: without it, everything is made anew and comes out the same.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import file_digest, sha256
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import msgspec

from pipeline.blocks import Record
from pipeline.catalogue import Outcome
from pipeline.corrections import place_of
from pipeline.limits import LARGEST
from pipeline.model import CatalogueEntry
from pipeline.sources import Source, copy_paths

STATE = ".state"
_PACKAGE = Path(__file__).parent


class Key(Record, frozen=True, kw_only=True):
    """What a standard was made from: digests of five parts."""

    source: str
    code: str
    rules: str
    settings: str
    corrections: str


class State(Record, frozen=True, kw_only=True):
    """.state/<id>.json: the key of a standard, and what the run that made it said of it."""

    key: Key
    listing: CatalogueEntry
    characters: tuple[int, int]
    edits: dict[str, int]


def key_of(source: Source) -> Key:
    """The key of a source as it is now."""
    entry = source.entry
    return Key(
        source=_digest(source.path) if not entry.others else _of_copies(source),
        code=_code(),
        rules=_rules(),
        settings=_short(msgspec.json.encode(entry)),
        corrections=_digest(place_of(source.path, entry.id, len(Path(entry.file).parts))),
    )


def read_state(out: Path, id_: str) -> State | None:
    """What was noted of a standard; None where nothing can be read."""
    try:
        return msgspec.json.decode((out / STATE / f"{id_}.json").read_bytes(), type=State)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def note_of(key: Key, outcome: Outcome) -> bytes:
    """The bytes of .state/<id>.json."""
    state = State(key=key, listing=outcome.listing, characters=outcome.characters, edits=outcome.edits)
    return msgspec.json.encode(state) + b"\n"


def stale(now: Key, before: State | None, folder: Path) -> list[str]:
    """The parts that changed since the standard in `folder` was made; empty where it stands as it would be made now."""
    if before is None:
        return ["never built"] if not folder.exists() else ["nothing is noted of it"]
    changed = [name for name in now.__struct_fields__ if getattr(now, name) != getattr(before.key, name)]
    return changed + [f"{name} {fate}" for name, fate in _outputs(folder, before.listing.digests)]


def _outputs(folder: Path, digests: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, digest in digests.items():
        if not (folder / name).is_file():
            yield name, "missing"
        elif _sha256(folder / name) != digest:
            yield name, "edited"


def _short(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _digest(path: Path) -> str:
    """Of a file's bytes; "" where there is none that can be read or far too many, which the run itself will say."""
    try:
        if path.is_file() and path.stat().st_size > LARGEST:
            return ""
        return _sha256(path) if path.is_file() else ""
    except OSError:
        return ""


def _of_copies(source: Source) -> str:
    return _short("".join(map(_digest, (source.path, *copy_paths(source.path, source.entry)))).encode())


def _of_files(paths: Sequence[Path], *more: str) -> str:
    made = sha256()
    for path in sorted(paths):
        made.update(f"{path.relative_to(_PACKAGE).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return _short(made.digest() + "\n".join(more).encode())


@cache
def _code() -> str:
    return _of_files(list(_PACKAGE.rglob("*.py")), sys.version, *_libraries())


@cache
def _rules() -> str:
    return _of_files(list(_PACKAGE.rglob("*.toml")))


def _libraries() -> list[str]:
    """Each library that the project names and that is there, with its version: the optional ones read formats too."""
    try:
        named = requires("biaozhun") or []
    except PackageNotFoundError:
        return []
    found: list[str] = []
    for name in sorted({match[0] for one in named if (match := re.match(r"[\w.-]+", one))}):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found
