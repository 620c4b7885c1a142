"""Web archives (.mht, .mhtml): a page and what belongs to it in the parts of one e-mail message.

The page is the part that the header names as the start, else the first that is html, else the first text. Frames whose pages
are among the parts are read where they stand, other pages go to the end as furniture; nothing is fetched. The header of a
part has the first word on its encoding.
"""

from contextlib import suppress
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from pipeline.errors import SourceError, Why
from pipeline.ingest.compose import Draft
from pipeline.ingest.encoding import decode
from pipeline.ingest.html import Aside, compose, declaration, words
from pipeline.ingest.limits import Limits
from pipeline.ingest.web.htmltree import parse

_HTML = frozenset(("text/html", "application/xhtml+xml"))
_DEEPEST = 3  # frames inside frames that are read


def read_mht(data: bytes, limits: Limits) -> Draft:
    """Raises SourceError: damaged where no page is in it, too_big for more parts than a zip may have members; else as html."""
    message, parts = _parts(data, limits)
    start = _start(message, parts)
    if start is None:
        detail = f"none of the {len(parts)} parts of this web archive is a page"
        raise SourceError(Why.DAMAGED, "ingest", detail, "Save the page again, or save its text.")
    page = _Part(start)
    others = [_Part(part) for part in parts if part is not start and part.get_content_type() in _HTML]
    broken = page.broken + _frames(page, others, 0)
    rest: list[Aside] = [("part", words(other.tree), other.address) for other in others if other.holds]
    return compose(page.tree, rest, page.source, encoding=page.encoding, broken=broken, facts=_facts(message, page))


def _parts(data: bytes, limits: Limits) -> tuple[Message, list[Message]]:
    """The message, and its parts that hold something, in order."""
    advice = "Save the page as html only."
    try:
        message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
    except RecursionError as error:
        raise SourceError(Why.TOO_BIG, "ingest", "its parts stand in each other too deep", advice) from error
    found: list[Message] = []
    waiting: list[Any] = [message]
    seen = 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > limits.members:
            raise SourceError(Why.TOO_BIG, "ingest", f"more than {limits.members:,} parts", advice)
        if part.is_multipart():
            waiting += reversed(part.get_payload())
        else:
            found.append(part)
    return message, found


def _start(message: Message, parts: list[Message]) -> Message | None:
    named = str(message.get_param("start") or "").strip()
    pages = [part for part in parts if part.get_content_type() in _HTML]
    first = [part for part in pages if named and _field(part, "Content-ID") == named]
    texts = [part for part in parts if part.get_content_type() == "text/plain"]
    return next(iter([*first, *pages, *texts]), None)


def _field(part: Message, name: str) -> str:
    """A field of a header; "" where there is none."""
    return str(part.get(name, "")).strip()


class _Part:
    """A page of the archive: its tree, and the addresses by which others name it."""

    def __init__(self, part: Message) -> None:
        made = part.get_payload(decode=True)
        payload = made if isinstance(made, bytes) else b""
        self.holds = bool(payload.strip())
        said = part.get_param("charset")
        header = said if isinstance(said, str) and said.isascii() else None
        decoded = decode(payload or b" ", header or declaration(payload))
        self.encoding, self.broken = decoded.encoding, decoded.broken
        self.source = decoded.text
        self.tree = parse(decoded.text if self.holds else "<html><body></body></html>")
        self.address = _field(part, "Content-Location")
        self.id = f"cid:{_field(part, 'Content-ID').strip('<>')}"


def _frames(page: _Part, others: list[_Part], depth: int) -> int:
    """Put the pages of frames into them; how many broken places they hold. A page is put in once, so no circle goes on."""
    broken = 0
    for frame in list(page.tree.iter("iframe", "frame")) if depth < _DEEPEST else ():
        source = frame.get("src", "").strip()
        wanted = {source, _joined(page.address, source)} - {"", "cid:"}
        inner = next((other for other in others if other.address in wanted or other.id in wanted), None)
        if inner is None:
            continue
        others.remove(inner)
        broken += inner.broken + _frames(inner, others, depth + 1)
        frame.tag, frame.text = "iframe", None
        frame.extend(list(inner.tree.iter("body", "frameset"))[:1])
    return broken


def _joined(base: str, source: str) -> str:
    try:
        return urljoin(base, source)
    except ValueError:  # an address that is none
        return ""


def _facts(message: Message, page: _Part) -> dict[str, str]:
    """Where and when the page was saved, as the archive says."""
    facts: dict[str, str] = {}
    said = (_field(message, "Snapshot-Content-Location"), page.address, _field(message, "Content-Location"))
    if url := next((one for one in said if one.startswith(("http://", "https://"))), ""):
        facts["url"] = url
    with suppress(ValueError, TypeError, IndexError, OverflowError):  # no date, or none that can be read
        facts["retrieved"] = parsedate_to_datetime(_field(message, "Date")).date().isoformat()
    return facts
