"""What a paragraph of a Word file shows: its characters in order, with the text boxes and pictures that hang on it.

Tracked changes count as accepted, fields show their results, pinyin guides their base text, symbol fonts their signs. A drawing
stands in the file twice, for newer and for older programs: the newer form is read where it holds words, else the older. Marks
of notes are raised figures, and figures that are raised stay so (10³). Hidden text (w:vanish) is on no page that Word prints,
so it is left out and counted.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pipeline.ingest.counting import spell
from pipeline.ingest.symbols import BULLET, raised, shown, sign
from pipeline.ingest.word.wordmath import linear
from pipeline.ingest.word.wordpackage import R, W
from pipeline.ingest.word.wordstyles import Styles, on
from pipeline.model import Finding

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_CODE = re.compile(r"^[0-9A-Fa-f]{4}$")
_RINGED = re.compile(r"^\s*eq\s*\\o\s*\\ac\s*[(（]\s*[○〇◯]\s*[,，;]\s*(.+?)\s*[)）]\s*$", re.IGNORECASE)
_SYMBOL_FIELD = re.compile(r"^\s*symbol\s+(\d{1,5}|0x[0-9a-f]{1,4})\b(?:.*?\\f\s+\"?([^\"\\]+))?", re.IGNORECASE)
_EQUATION = re.compile(r"^\s*eq\s+(.+)$", re.IGNORECASE | re.DOTALL)
_SWITCH = re.compile(r"\\[a-z]+\d*|[()（）]", re.IGNORECASE)
_RAISED = str.maketrans("0123456789ivxlcdm", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣˡᶜᵈᵐ")

# What holds no text of the paragraph: properties, deleted and moved-away text, readings of a pinyin guide.
_SKIPPED = frozenset(f"{W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "delText", "delInstrText", "rt", "sdtPr"))
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_NAMES = {
    "pictures": ("pictures", "图片"),
    "hidden": ("characters of hidden text", "隐藏文字的字符"),
    "embedded": ("embedded documents", "嵌入的文档"),
    "comments": ("comments of reviewers", "批注"),
}
_PICTURES = frozenset([f"{W}drawing", f"{W}pict", f"{W}object"])
_RUN = f"{W}r"
_TEXT = f"{W}t"
_RPR = f"{W}rPr"
_FONTS = f"{W}rFonts"
_VANISH = f"{W}vanish"
_RSTYLE = f"{W}rStyle"
_HEIGHT = f"{W}vertAlign"
_FIELD = f"{W}fldChar"
_CODE_TEXT = f"{W}instrText"
_SYM = f"{W}sym"
_BOX = f"{W}txbxContent"
_EITHER = f"{_MC}AlternateContent"


@dataclass(slots=True)
class Left:
    """What is in the file and not in the text, counted. hidden: characters; notes: how many of each kind were referred to."""

    pictures: int = 0
    hidden: int = 0
    embedded: int = 0
    comments: int = 0
    notes: dict[str, int] = field(default_factory=dict)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)  # kind and id of a note → its number
    forms: dict[str, str] = field(default_factory=lambda: {"footnote": "decimal", "endnote": "lowerRoman"})

    def count_notes(self, body: Any, settings: Any | None) -> None:
        """Learn how notes are counted: as the settings say, or a section; else footnotes 1, 2, endnotes i, ii."""
        for kind in self.forms:
            for place in (settings, *body.iter(f"{W}sectPr")):
                found = None if place is None else place.find(f"{W}{kind}Pr/{W}numFmt")
                self.forms[kind] = self.forms[kind] if found is None else found.get(f"{W}val", self.forms[kind])

    def mark(self, kind: str, number: int) -> str:
        """The raised number of a note."""
        return spell(number, self.forms[kind]).translate(_RAISED)

    def findings(self) -> tuple[Finding, ...]:
        """One finding that names all of it."""
        counts = {name: count for name in _NAMES if (count := getattr(self, name))}
        if not counts:
            return ()
        said_en = ", ".join(f"{count:,} {_NAMES[name][0]}" for name, count in counts.items())
        said_zh = "、".join(f"{_NAMES[name][1]}（{count}）" for name, count in counts.items())
        return (
            Finding(
                code="left-out",
                severity="info",
                message_en=f"The Word file holds what its text does not: {said_en}.",
                message_zh=f"Word 文件中有未读入正文的内容：{said_zh}。",
                params=dict(counts),
            ),
        )


@dataclass(slots=True)
class Line:
    """A paragraph as far as it was read. number: its automatic number; fields: where in `parts` the code of an open field began
    (−1 in its result), and the code itself.
    """

    number: str = ""
    parts: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    fields: list[tuple[int, list[str]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)


class Words:
    """Reads paragraphs with the styles of one document. diagram: the words of a diagram by the id of its relationship."""

    def __init__(self, styles: Styles, left: Left, diagram: Callable[[str], list[str]]) -> None:
        self._styles = styles
        self._left = left
        self._diagram = diagram

    def read(self, paragraph: Any, line: Line, hidden: bool = False) -> None:
        """Add what a paragraph shows to `line`. hidden: its style hides all of its text."""
        for child in paragraph:
            tag = child.tag
            if tag == _RUN:
                self._run(child, line, hidden)
            elif tag in (f"{_M}oMath", f"{_M}oMathPara"):
                line.parts.append(linear(child))
            elif tag == _EITHER:
                self.read(choice(child), line, hidden)
            elif tag == _BOX:
                line.boxes.append(child)
            elif tag not in _SKIPPED:
                self.read(child, line, hidden)

    def _run(self, run: Any, line: Line, hidden: bool) -> None:
        font, high = "", False
        for child in run:
            tag = child.tag
            if tag == _RPR:  # it stands first
                hidden, font, high = self._look(child, hidden)
            elif tag == _TEXT:
                text = child.text or ""
                if hidden:
                    self._left.hidden += len(text.strip())
                else:
                    text = (high and raised(text)) or text
                    line.parts.append(shown(font, text) if font or not text.isprintable() else text)
            elif tag not in _SKIPPED and not (hidden and tag in _SIGNS):
                self._other(child, line, hidden, font)

    def _look(self, properties: Any, hidden: bool) -> tuple[bool, str, bool]:
        """Whether a run is hidden; its font for letters, which matters where it has symbols; whether it is raised."""
        font, high = "", False
        own: bool | None = None
        for one in properties:
            if one.tag == _FONTS:
                font = one.get(f"{W}ascii") or one.get(f"{W}hAnsi") or ""
            elif one.tag == _VANISH:
                own = on(one)
            elif one.tag == _HEIGHT:
                high = one.get(f"{W}val") == "superscript"
            elif one.tag == _RSTYLE:
                hidden = hidden or self._styles[one.get(f"{W}val", "")].hidden
        return hidden if own is None else own, font, high

    def _other(self, child: Any, line: Line, hidden: bool, font: str) -> None:
        tag = child.tag
        if tag in _SIGNS:
            line.parts.append(_SIGNS[tag])
        elif tag == _FIELD:
            self._field(child, line)
        elif tag == _CODE_TEXT:
            if line.fields:
                line.fields[-1][1].append(child.text or "")
        elif tag == _SYM:
            line.parts.append("" if hidden else _symbol(child))
        elif tag in _NOTES:
            line.parts.append(self._mark(_NOTES[tag], child))
        elif tag in _PICTURES:
            self._drawing(child, line)
        elif tag == _EITHER:
            for inner in choice(child):
                self._other(inner, line, hidden, font)
        elif tag == _BOX:
            line.boxes.append(child)
        elif len(child):  # a pinyin guide, or something newer: what it holds is shown
            self.read(child, line, hidden)

    def _field(self, element: Any, line: Line) -> None:
        """A field shows its result and never its code; the few that have no result are worked out from the code."""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            line.fields.append((len(line.parts), []))
            line.parts += _form_field(element)
        elif kind == "separate" and line.fields:
            start, code = line.fields[-1]
            del line.parts[start:]
            line.fields[-1] = (-1, code)
        elif kind == "end" and line.fields:
            start, code = line.fields.pop()
            if start >= 0:
                line.parts[start:] = [_computed("".join(code)) or "".join(line.parts[start:])]

    def _mark(self, kind: str, reference: Any) -> str:
        """The raised number of a note where the text refers to it; the author's own mark follows as text."""
        if reference.get(f"{W}customMarkFollows", "0") not in ("0", "false", "off"):
            return ""
        key = (kind, reference.get(f"{W}id", ""))
        if key not in self._left.numbers:
            self._left.numbers[key] = self._left.notes[kind] = self._left.notes.get(kind, 0) + 1
        return self._left.mark(kind, self._left.numbers[key])

    def _drawing(self, element: Any, line: Line) -> None:
        """Text boxes, lettering and diagrams of a drawing; without any it counts as a picture."""
        boxes = [box for box in element.iter(_BOX) if _outermost(box, element)]
        letters = [path.get("string", "") for path in element.iter(f"{_V}textpath")]
        line.boxes += boxes
        line.boxes += [letter for letter in letters if letter.strip()]
        diagrams = [words for one in element.iter(f"{_DGM}relIds") for words in self._diagram(one.get(f"{R}dm", ""))]
        line.boxes += diagrams
        if not boxes and not letters and not diagrams:
            seen = next(element.iter(f"{_A}blip", f"{_V}imagedata", f"{W}object", f"{_A}graphicData"), None)
            self._left.pictures += seen is not None


def diagram_words(root: Any) -> list[str]:
    """The words of a diagram (SmartArt), a line a box, in the order in which its boxes are held."""
    boxes = [one for one in root.iter(f"{_DGM}pt") if one.get("type", "node") == "node"]
    lines = ["".join(words.text or "" for words in part.iter(f"{_A}t")) for box in boxes for part in box.iter(f"{_A}p")]
    return [line for line in lines if line.strip()]


def choice(alternatives: Any) -> Any:
    """The form of an alternative that is read: the first that holds words, else the first."""
    for form in alternatives:
        if next(form.iter(_TEXT, _BOX, _SYM, f"{_V}textpath"), None) is not None:
            return form
    return alternatives[0] if len(alternatives) else alternatives


def _outermost(box: Any, drawing: Any) -> bool:
    """Whether a text box of a drawing is to be read: not one inside another, nor of a form for older programs."""
    inner = box
    for parent in box.iterancestors():
        if parent is drawing:
            return True
        if parent.tag == _BOX:
            return False
        if parent.tag == _EITHER and choice(parent) is not inner:
            return False
        inner = parent
    return True


def _symbol(element: Any) -> str:
    code = element.get(f"{W}char", "")
    return sign(element.get(f"{W}font", ""), chr(int(code, 16))) if _CODE.match(code) and code[0] not in "dD" else BULLET


def _form_field(element: Any) -> list[str]:
    """What a form's tick box or list shows: these fields have no result."""
    box = element.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        ticked = box.find(f"{W}checked")
        return ["☒" if on(box.find(f"{W}default") if ticked is None else ticked) else "☐"]
    choices = element.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return []
    entries = [one.get(f"{W}val", "") for one in choices.iter(f"{W}listEntry")]
    chosen = choices.find(f"{W}result")
    at = "0" if chosen is None else chosen.get(f"{W}val", "0")
    return [entries[int(at)]] if at.isascii() and at.isdigit() and int(at[:4]) < len(entries) else entries[:1]


def _computed(code: str) -> str:
    """What a field shows that has a code and no result: figures in a ring, symbols, the words of an equation."""
    if found := _RINGED.match(code):
        inside = found[1].strip()
        return chr(0x245F + int(inside)) if inside.isascii() and inside.isdigit() and 0 < int(inside[:3]) <= 20 else inside
    if found := _SYMBOL_FIELD.match(code):
        number = int(found[1], 0) if not found[1].isdigit() else int(found[1])
        return sign((found[2] or "").strip(), chr(number)) if 32 <= number < 0xD800 else BULLET
    if found := _EQUATION.match(code):
        return _SWITCH.sub("", found[1]).strip()
    return ""
