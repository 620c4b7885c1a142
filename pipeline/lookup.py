"""One standard of an output folder, found by its id and read, or refused in words that a person can act on.

For the commands: a refusal goes to stderr and ends the command. Status 2 is wrong use (no such folder, no such standard), 1 a
file that cannot be read.
"""

import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

import msgspec

from pipeline.language import Language, say
from pipeline.load import LoadError, standard_folders
from pipeline.model import Edit, Standard
from pipeline.write import schema_faults

_NEAREST = 5  # ids named when none fits


def stop(reason: str, status: int) -> NoReturn:
    """End the command with this status and the reason on stderr."""
    print(f"biaozhun: {reason}", file=sys.stderr)
    sys.exit(status)


def place_of(folder: Path, name: str, language: Language) -> Path:
    """The folder of the standard `name` in the output folder `folder`; ends the command with 2 where there is none."""
    if not folder.is_dir():
        stop(absent(folder, language), 2)
    if reason := set_aside(folder, name, language):
        stop(reason, 2)
    try:
        folders = {path.name: path for path in standard_folders(folder)}
    except LoadError as error:
        stop(str(error), 2)
    if name not in folders:
        stop(unknown(folder, name, sorted(folders), language), 2)
    return folders[name]


def set_aside(folder: Path, name: str, language: Language) -> str:
    """Where it is said why a source was set aside that left no standard; empty where it was not."""
    reason = folder / "quarantine" / f"{name}.json"
    there = not os.path.exists(folder / name) and os.path.isfile(reason)
    return say("was-set-aside", language, name=name, reason=reason) if there else ""


def unknown(folder: Path, name: str, ids: Sequence[str], language: Language) -> str:
    """Why there is no standard `name` among the `ids` of an output folder, and what to do: a path is no id."""
    path, nearest = Path(name), _nearest(folder, Path(name).stem, ids, language)
    if os.path.isfile(path / "standard.json"):
        place = path if path.name not in ("", "..") else path.resolve()
        return say("path-of-standard", language, name=repr(name), id=place.name, folder=place.parent)
    if os.path.exists(name):  # unlike the method of a path, it takes what no system would for a path
        return say("path-of-folder" if path.is_dir() else "path-of-file", language, name=name, nearest=nearest)
    phrase = "no-standard" if path.name == name else "path-gone"
    return say(phrase, language, folder=folder, name=repr(name), nearest=nearest)


def absent(folder: Path, language: Language) -> str:
    """Why no standard is found in an output folder, and what to do."""
    if not folder.is_dir():
        return say("no-folder-but-file" if folder.exists() else "no-folder", language, folder=folder)
    refused = any((folder / "quarantine").glob("*.json"))
    return say("all-set-aside" if refused else "no-standards", language, folder=folder)


def _nearest(folder: Path, name: str, ids: Sequence[str], language: Language) -> str:
    near = get_close_matches(name, ids, n=_NEAREST, cutoff=0.4) or [one for one in ids if name.lower() in one.lower()]
    if near:
        return say("nearest", language, ids=", ".join(near))
    phrase = "holds-none" if not ids else "holds" if len(ids) <= _NEAREST else "holds-more"
    return say(phrase, language, folder=folder, ids=", ".join(ids[:_NEAREST]), count=len(ids) - _NEAREST)


def read_standard(folder: Path, name: str, language: Language) -> Standard:
    """The standard `name` of an output folder; ends the command with 2 where there is none, with 1 where it is broken."""
    path = place_of(folder, name, language) / "standard.json"
    try:
        value = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        stop(f"{path} cannot be read ({error}); extract it again", 1)
    if schema_faults("standard", value):
        stop(f"{path} is broken; `biaozhun check` says where", 1)
    return msgspec.convert(value, Standard)


def read_edits(place: Path) -> tuple[str, list[Edit]]:
    """source.txt and edits.jsonl in the folder of a standard; ends the command with 1 where either cannot be read."""
    decoder = msgspec.json.Decoder(Edit)
    source, edits = place / "source.txt", place / "edits.jsonl"
    try:
        return source.read_bytes().decode(), [decoder.decode(line) for line in edits.read_bytes().split(b"\n") if line]
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
        stop(f"{place} is broken ({error}); `biaozhun check` says where, and extracting it again mends it", 1)
