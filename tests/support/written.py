"""Small standards written into an output folder, as the commands find them: one paragraph, and what was changed in it."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.catalogue import enter
from pipeline.model import Catalogue, Copy, Document, Edit, Finding, Node, Standard, Text
from pipeline.write import encode, write

SPECIALIST = """客户专员任职资格标准
第一单元 客户维护
1、客户拜访
1)每周拜访重点客户,记录客户需求;
2)整理拜访记录并归挡
3)每月汇总。
2、投诉处理
1)一日内答复客户投诉;
3)登记处理结果。
"""
"""A source for corrections: a word that is misspelt (归挡), a number that is skipped."""


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
    words = str(text)
    node = Node(
        id="words", kind="para", text=words, span=(0, len(words)), extent=(0, len(words)),
        source_span=text.source_span(0, len(words)),
    )  # fmt: skip
    _enter(out, name, text, (node,), findings)


def put_list(out: Path, name: str, heading: str, lines: Sequence[str], findings: Sequence[Finding] = ()) -> None:
    """Likewise a standard of one element with numbered statements (1、…); the id of each is heading/number."""
    children: list[Node] = []
    at = len(heading) + 1
    for line in lines:
        cut, span = line.index("、") + 1, (at, at + len(line))
        children.append(
            Node(
                id=f"{heading}/{line[:cut]}",
                kind="criterion",
                number=line[:cut],
                text=line[cut:],
                span=span,
                extent=span,
                source_span=span,
            )
        )
        at = span[1] + 1
    own = (0, len(heading))
    element = Node(
        id=heading, kind="element", title=heading, span=own, extent=(0, at - 1), source_span=own, children=tuple(children)
    )
    _enter(out, name, Text("\n".join((heading, *lines))), (element,), findings)


def _enter(out: Path, name: str, text: Text, body: tuple[Node, ...], findings: Sequence[Finding]) -> None:
    copy = Copy(file=f"{name}.txt", sha256="0" * 64, bytes=len(text.source.encode()), format="txt")
    title = str(text)[:10]
    standard = Standard(id=name, families=("document",), title=title, sources=(copy,), body=body, findings=tuple(findings))
    entry = enter(standard, write(standard, Document(text, copy), out / name))
    known = out / "catalogue.json"
    entries = Catalogue() if not known.exists() else _decoded(known.read_bytes())
    known.write_bytes(encode(Catalogue(standards=(*entries.standards, entry))))


def _decoded(data: bytes) -> Catalogue:
    import msgspec

    return msgspec.json.decode(data, type=Catalogue)
