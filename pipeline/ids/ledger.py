"""ids.jsonl: the ledger of a standard's uids. Read, held against what a ledger must be, and carried on.

A uid is the UUIDv5 of the standard's id and the first address that its node ever had; where that address was another node's
first address too, a count is added. So a ledger shows by itself to which standard it belongs.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from pipeline.errors import SourceError, Why
from pipeline.identity import Identity

NAME = "ids.jsonl"
STAGE = "ids"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "biaozhun")
_MEND = f"Put {NAME} back as it was, from version control; without it every uid is minted anew."


def mint(standard: str, address: str, taken: Iterable[str] = ()) -> str:
    """The uid of a node first seen at `address`: the first that is not in `taken`."""
    return next(uid for uid in _minted(standard, address) if uid not in taken)


def _minted(standard: str, address: str) -> Iterator[str]:
    name = f"{standard}\n{address}"
    count = 1
    while True:
        yield str(uuid.uuid5(_NAMESPACE, name if count == 1 else f"{name}\n{count}"))
        count += 1


def read_ledger(path: Path, standard: str) -> list[Identity]:
    """The ledger of a standard; empty where there is none yet.

    Raises SourceError, with the line, where the file is no ledger, of another standard, or holds a uid or an address twice.
    """
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise SourceError(Why.UNREADABLE, STAGE, f"{NAME} cannot be read: {error.strerror}", _MEND) from error
    made = [_identity(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    _hold(made, standard)
    return made


def _identity(number: int, line: bytes) -> Identity:
    try:
        return msgspec.json.decode(line, type=Identity)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SourceError(Why.DAMAGED, STAGE, f"{NAME}, line {number}: {error}", _MEND) from error


def _hold(ledger: Sequence[Identity], standard: str) -> None:
    """A ledger that was edited or belongs elsewhere must not hand its uids to the wrong nodes."""
    uids: set[str] = set()
    addresses: set[str] = set()
    for number, line in enumerate(ledger, start=1):
        wrong = ""
        if line.uid in uids:
            wrong = f"the uid {line.uid} stands twice"
        elif line.status == "active" and line.last in addresses:
            wrong = f"the address {line.last} stands twice"
        elif not _belongs(line, standard, len(ledger)):
            wrong = f"the uid {line.uid} was not minted for {line.first} of {standard}"
        if wrong:
            raise SourceError(Why.DAMAGED, STAGE, f"{NAME}, line {number}: {wrong}", _MEND)
        uids.add(line.uid)
        if line.status == "active":
            addresses.add(line.last)


def _belongs(line: Identity, standard: str, most: int) -> bool:
    return any(uid == line.uid for uid, _ in zip(_minted(standard, line.first), range(most), strict=False))
