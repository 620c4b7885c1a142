"""ids.jsonl: the ledger of a standard's uids. Read, held against what a ledger must be, and carried on.

A uid is the UUIDv5 of the standard's id and the first address that its node ever had; where that address was another node's
first address too, a count is added. So a ledger shows by itself to which standard it belongs. One that was lost is made again
from the standard.json beside it, as far as that knows it: what has ended is not in it.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from pipeline.errors import SourceError, Why
from pipeline.identity import Identity
from pipeline.model import Node, Standard, walk

NAME = "ids.jsonl"
STAGE = "ids"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "biaozhun")
_MEND = (
    f"Put {NAME} back as it was, from version control; without it uids are looked up in standard.json, as far as it knows them."
)


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


def rebuilt(path: Path, standard: str, words: Callable[[Node], str]) -> list[Identity]:
    """The active lines of a ledger that is lost, from standard.json beside `path`; empty where that has no uids of `standard`.

    words: of a node, as the ledger keeps them. `first` is "" where a uid was not minted for the address its node has.
    """
    try:
        made = msgspec.json.decode(path.with_name("standard.json").read_bytes(), type=Standard)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return []
    if made.id != standard:
        return []
    nodes = list(walk(made.body))
    source = made.sources[0].sha256[:16] if made.sources else ""
    lines: dict[str, Identity] = {}
    for node in nodes:
        if node.uid is not None and node.uid not in lines:
            own = any(uid == node.uid for uid, _ in zip(_minted(standard, node.id), range(len(nodes)), strict=False))
            lines[node.uid] = Identity(
                uid=node.uid, status="active", first=node.id if own else "", last=node.id, kind=node.kind, fp=node.fp,
                words=words(node) or None, first_seen=source, last_seen=source,
            )  # fmt: skip
    return list(lines.values())


def _belongs(line: Identity, standard: str, most: int) -> bool:
    if not line.first:  # of a ledger that was made again
        return True
    return any(uid == line.uid for uid, _ in zip(_minted(standard, line.first), range(most), strict=False))
