"""The record of ids.jsonl: what a node of a standard is known by from one regeneration to the next."""

from typing import Literal

from pipeline.blocks import Record

Status = Literal["active", "retired", "split", "merged"]


class Doubt(Record, frozen=True, kw_only=True):
    """Why it is not sure that a node is the one its uid was minted for. It stays until a person accepts the finding.

    was: how the words began that the uid stood for before; similarity: of those words and today's, 0–1; rival: the uid of
    another node that today's words might have been as well.
    """

    was: str
    similarity: float
    rival: str | None = None


class Identity(Record, frozen=True, kw_only=True):
    """A line of ids.jsonl: a uid, and the node it stands for.

    first, last: the node's address when the uid was minted ("" where the ledger was lost) and when it was last seen; words: how
    its own words began then, letters and digits only; fp: the digest of all of them; first_seen, last_seen: the SHA-256 of the
    source, its first 16 digits; replaced_by: the uids that took the place of one that is not active any more.
    """

    uid: str
    status: Status
    first: str
    last: str
    kind: str
    fp: str | None = None
    words: str | None = None
    first_seen: str
    last_seen: str
    replaced_by: tuple[str, ...] = ()
    doubt: Doubt | None = None
