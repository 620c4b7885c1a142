"""The package of a Word file: python-docx opens it, lxml reads the parts that are asked for and no others.

Parts are found by the relationships between them, never by their names; what the package says of itself beside that (content
types, pictures that are not there) is not needed and cannot do harm. Strict files have the namespaces of the others afterwards.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

from pipeline.errors import SourceError, Why

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)
_OWN_TITLE = re.compile(  # what programs call a file that nobody named
    r"(?:microsoft )?(?:word|powerpoint|wps)\b|(?:新建|未命名|无标题|空白)|(?:文档|document|文件|slide|untitled)\s*\d*$"
    r"|.*(?:演示文稿|幻灯片)\s*\d*$",
    re.IGNORECASE,
)  # fmt: skip
_ADVICE = "Open it in Word, let Word repair it, and save it as .docx."


class Package:
    """An open Word file. Raises SourceError (damaged) wherever a part cannot be read."""

    def __init__(self, data: bytes) -> None:
        from docx.opc.packuri import PackURI
        from docx.opc.phys_pkg import PhysPkgReader

        self._uri: Any = PackURI
        with _mended():
            self._file: Any = PhysPkgReader(BytesIO(data))  # type: ignore[no-untyped-call]
            self._relations: dict[str, list[tuple[str, str, str]]] = {}
            self.main = next(self.related("/", "officeDocument"), "")
        if not self.main:
            raise _damaged("it names no main document")

    def related(self, source: str, kind: str) -> Iterator[str]:
        """The names of the parts that `source` names as its `kind`, in the order in which it does."""
        return (target for _, found, target in self._of(source) if found == kind)

    def target(self, source: str, id_: str) -> str | None:
        """The name of the part that a relationship of `source` leads to."""
        return next((target for own, _, target in self._of(source) if own == id_), None)

    def _of(self, source: str) -> list[tuple[str, str, str]]:
        """The relationships of a part inside the package: id, kind, name of the other part."""
        if source not in self._relations:
            uri = self._uri(source)
            with _mended():
                data = self._file.rels_xml_for(uri)
                found = [] if data is None else [
                    (one.get("Id", ""), one.get("Type", "").rsplit("/", 1)[-1], one.get("Target", ""))
                    for one in _parse(data)
                    if isinstance(one.tag, str) and one.get("TargetMode") != "External" and one.get("Target")
                ]  # fmt: skip
                made = [(id_, kind, str(self._uri.from_rel_ref(uri.baseURI, name))) for id_, kind, name in found]
            self._relations[source] = made
        return self._relations[source]

    def data(self, name: str) -> bytes:
        """A part as it is. Raises SourceError where it is not there."""
        with _mended():
            return bytes(self._file.blob_for(self._uri(name)))

    def root(self, name: str) -> Any:
        """A part, parsed. Raises SourceError where it is not there or no XML."""
        with _mended():
            return _parse(self._lean(self._file.blob_for(self._uri(name)), name))

    def _lean(self, data: bytes, name: str) -> bytes:
        """A part without the styles of tables: borders and shades, which take longer to parse than the whole text."""
        if not name.endswith("/styles.xml"):
            return data
        kept: list[bytes] = []
        done = at = 0
        while (at := data.find(b"<w:style ", at)) >= 0:
            head, end = data.find(b">", at), data.find(b"</w:style>", at)
            if head < 0 or end < 0:
                break
            if head < end and data.find(b'w:type="table"', at, head) >= 0 and data[head - 1 : head] != b"/":
                kept.append(data[done:at])
                done = end + len(b"</w:style>")
            at = max(head, done)
        return b"".join([*kept, data[done:]])

    def roots(self, kind: str) -> Iterator[Any]:
        """The parts that the main document names as its `kind`, by name; those that are not there are passed over."""
        for name in sorted(set(self.related(self.main, kind))):
            if (root := self.there(name)) is not None:
                yield root

    def there(self, name: str) -> Any | None:
        """A part, parsed; None where it is not there."""
        try:
            return self.root(name)
        except SourceError as error:
            if isinstance(error.__cause__, KeyError):
                return None
            raise

    def first(self, kind: str) -> Any | None:
        """The first part of a kind; None where there is none."""
        return next(self.roots(kind), None)

    def facts(self) -> dict[str, Any]:
        """What the file's properties say, as fields of `Copy`: title, author, created (ISO 8601), pages."""
        made: dict[str, Any] = {}
        for name in self.related("/", "core-properties"):
            made |= self._core(name)
        for name in self.related("/", "extended-properties"):
            pages = next((one.text or "" for one in self._optional(name) if str(one.tag).endswith("}Pages")), "")
            if pages.isascii() and pages.isdigit() and 0 < int(pages[:9]) < 100_000:
                made["pages"] = int(pages[:9])
        return made

    def _optional(self, name: str) -> Any:
        """A part that only tells of the others: one that cannot be read tells nothing."""
        try:
            return self.root(name)
        except SourceError:
            return ()

    def _core(self, name: str) -> dict[str, Any]:
        from docx.opc.coreprops import CoreProperties
        from docx.oxml.parser import parse_xml
        from lxml.etree import LxmlError, tostring

        root = self._optional(name)
        if not len(root):
            return {}
        try:
            element: Any = parse_xml(tostring(root))
            core = CoreProperties(element)
            title, author, created = core.title.strip(), core.author.strip(), core.created
        except (LxmlError, AttributeError, TypeError, ValueError, OverflowError):
            return {}  # properties of another shape: they are no part of the text
        said = {
            "title": "" if _OWN_TITLE.match(title) else title[:200],
            "author": author[:200],
            "created": created.strftime("%Y-%m-%dT%H:%M:%SZ") if created else "",
        }
        return {key: value for key, value in said.items() if value}


def _parse(data: bytes) -> Any:
    from lxml import etree

    if b"purl.oclc.org/ooxml" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    root = etree.fromstring(data, _parser())
    if root.getroottree().docinfo.doctype:
        raise ValueError("it declares entities, which no Word file does")
    return root


@cache
def _parser() -> Any:
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, collect_ids=False)


def _damaged(detail: object) -> SourceError:
    return SourceError(Why.DAMAGED, "ingest", f"the Word file cannot be opened: {detail}", _ADVICE)


class _mended:  # noqa: N801 - reads as a statement
    """What a broken package makes its readers raise, as a SourceError."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        from lxml.etree import LxmlError

        faults = (zipfile.BadZipFile, zlib.error, LxmlError, LookupError, ValueError, OSError, EOFError, RuntimeError)
        if isinstance(error, faults) and not isinstance(error, RecursionError):
            raise _damaged(error) from error
