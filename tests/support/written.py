"""Small standards written into an output folder, as the commands find them: one paragraph, and what was changed in it."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.catalogue import enter
from pipeline.model import Catalogue, Copy, Document, Edit, Finding, Node, Standard, Text
from pipeline.write import encode, write


def change(text: str, old: str, new: str, rule: str, at: int = 0, **more: object) -> Edit:
    """The edit that puts `new` for `old`, found in `text` from `at` on; certain where nothing else is said."""
    start = text.index(old, at)
    return Edit(start=start, end=start + len(old), old=old, new=new, rule=rule, **{"certainty": "certain", **more})  # type: ignore[arg-type]


def every(text: str, old: str, new: str, rule: str, **more: object) -> list[Edit]:
    """`change` wherever `old` stands."""
    places = [at for at in range(len(text)) if text.startswith(old, at)]
    return [change(text, old, new, rule, at, **more) for at in places]


def put(out: Path, name: str, text: Text, findings: Sequence[Finding] = ()) -> None:
    """Write a standard whose one paragraph is the text, and enter it in the catalogue beside those that are there."""
    copy = Copy(file=f"{name}.txt", sha256="0" * 64, bytes=len(text.source.encode()), format="txt")
    words = str(text)
    node = Node(
        id="words", kind="para", text=words, span=(0, len(words)), extent=(0, len(words)),
        source_span=text.source_span(0, len(words)),
    )  # fmt: skip
    standard = Standard(
        id=name, families=("document",), title=words[:10], sources=(copy,), body=(node,), findings=tuple(findings)
    )
    entry = enter(standard, write(standard, Document(text, copy), out / name))
    known = out / "catalogue.json"
    entries = Catalogue() if not known.exists() else _decoded(known.read_bytes())
    known.write_bytes(encode(Catalogue(standards=(*entries.standards, entry))))


def _decoded(data: bytes) -> Catalogue:
    import msgspec

    return msgspec.json.decode(data, type=Catalogue)
