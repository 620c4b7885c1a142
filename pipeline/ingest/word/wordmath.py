"""Formulas of Word files in a line, as Word's own linear form has them: a/b, x², √(x+1), ∑_(i=1)^n.

What stands above, below or beside in print would read as another number if the signs were only put in a row: ½ is not 12.
"""

from collections.abc import Callable, Sequence
from typing import Any

from pipeline.ingest.symbols import raised

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
Parts = Sequence[tuple[str, str]]  # names of what a formula is made of, in order, each with what it says
_DEEPEST = 40  # formulas inside each other; what is deeper is put in a row


def linear(element: Any, depth: int = 0) -> str:
    """What a formula says, from left to right."""
    tag = element.tag
    if tag in (f"{_M}t", _W_TEXT):
        return str(element.text or "")
    if depth > _DEEPEST:
        return "".join(text.text or "" for text in element.iter(f"{_M}t", _W_TEXT))
    parts = [(str(child.tag).removeprefix(_M), linear(child, depth + 1)) for child in element if _holds(child)]
    if form := _FORMS.get(tag):
        return form(element, parts)
    said = ""
    for name, words in parts:
        apart = tag == f"{_M}mr" or (name == "f" and said[-1:].isalnum())  # 2 ½ is not 21/2
        said += (" " if apart and said else "") + words
    return said


def _holds(element: Any) -> bool:
    """Whether an element holds words, and not what is said of them."""
    return not str(element.tag).endswith("Pr")


def _part(parts: Parts, name: str) -> str:
    return next((words for own, words in parts if own == name), "")


def _said(element: Any, path: str, usual: str) -> str:
    """A sign that a formula's properties name."""
    found = element.find("/".join(f"{_M}{name}" for name in path.split("/")))
    return usual if found is None else str(found.get(f"{_M}val", usual))


def _whole(text: str) -> str:
    """In brackets where it is more than one number, name or bracket."""
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _power(above: str) -> str:
    return raised(above) or (f"^{_whole(above)}" if above else "")


def _index(below: str) -> str:
    return f"_{_whole(below)}" if below else ""


def _fraction(_: Any, parts: Parts) -> str:
    return f"{_whole(_part(parts, 'num'))}/{_whole(_part(parts, 'den'))}"


def _script(_: Any, parts: Parts) -> str:
    return _part(parts, "e") + _index(_part(parts, "sub")) + _power(_part(parts, "sup"))


def _root(_: Any, parts: Parts) -> str:
    degree = _part(parts, "deg")
    return f"{raised(degree) or degree}√{_whole(_part(parts, 'e'))}"


def _many(element: Any, parts: Parts) -> str:
    sign = _said(element, "naryPr/chr", "∫")
    return f"{sign}{_index(_part(parts, 'sub'))}{_power(_part(parts, 'sup'))} {_part(parts, 'e')}".rstrip()


def _enclosed(element: Any, parts: Parts) -> str:
    between = _said(element, "dPr/sepChr", "|").join(words for name, words in parts if name == "e")
    return f"{_said(element, 'dPr/begChr', '(')}{between}{_said(element, 'dPr/endChr', ')')}"


_FORMS: dict[str, Callable[[Any, Parts], str]] = {
    f"{_M}f": _fraction,
    f"{_M}sSup": _script,
    f"{_M}sSub": _script,
    f"{_M}sSubSup": _script,
    f"{_M}rad": _root,
    f"{_M}nary": _many,
    f"{_M}d": _enclosed,
}
