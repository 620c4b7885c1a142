"""One standard of an output folder, found by its id and read, or refused in words that a person can act on.

For the commands: a refusal goes to stderr and ends the command. Status 2 is wrong use (no such folder, no such standard), 1 a
file that cannot be read.
"""

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

import msgspec

from pipeline.load import LoadError, standard_folders
from pipeline.model import Edit, Standard
from pipeline.write import schema_faults

_NEAREST = 5  # ids named when none fits


def stop(reason: str, status: int) -> NoReturn:
    """End the command with this status and the reason on stderr."""
    print(f"biaozhun: {reason}", file=sys.stderr)
    sys.exit(status)


def place_of(folder: Path, name: str) -> Path:
    """The folder of the standard `name` in the output folder `folder`; ends the command with 2 where there is none."""
    reason = folder / "quarantine" / f"{name}.json"
    if not (folder / name).exists() and reason.is_file():
        stop(f"{name} was set aside, and {reason} says why", 2)
    try:
        folders = {path.name: path for path in standard_folders(folder)}
    except LoadError as error:
        stop(str(error), 2)
    if name not in folders:
        stop(f"{folder} holds no standard {name!r}; {_nearest(name, sorted(folders))}", 2)
    return folders[name]


def _nearest(name: str, ids: Sequence[str]) -> str:
    if not ids:
        return "it holds none at all"
    near = get_close_matches(name, ids, n=_NEAREST, cutoff=0.4) or [one for one in ids if name.lower() in one.lower()]
    more = "" if len(ids) <= _NEAREST else f" and {len(ids) - _NEAREST} more"
    return f"nearest: {', '.join(near)}" if near else f"it holds {', '.join(ids[:_NEAREST])}{more}"


def read_standard(folder: Path, name: str) -> Standard:
    """The standard `name` of an output folder; ends the command with 2 where there is none, with 1 where it is broken."""
    path = place_of(folder, name) / "standard.json"
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
