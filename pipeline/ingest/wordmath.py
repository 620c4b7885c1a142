"""Formulas of Word files in a line, as Word's own linear form has them: a/b, x², √(x+1), ∑_(i=1)^n.

What stands above, below or beside in print would read as another number if the signs were only put in a row: ½ is not 12.
"""

from collections.abc import Callable
from typing import Any

from pipeline.ingest.symbols import raised

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_DEEPEST = 40  # formulas inside each other; what is deeper is put in a row


def linear(element: Any, depth: int = 0) -> str:
    """What a formula says, from left to right."""
    tag = element.tag
    if tag in (f"{_M}t", _W_TEXT):
        return str(element.text or "")
    if depth > _DEEPEST:
        return "".join(text.text or "" for text in element.iter(f"{_M}t", _W_TEXT))
    parts = {child.tag: linear(child, depth + 1) for child in element if not str(child.tag).endswith("Pr")}
    form = _FORMS.get(tag)
    if form:
        return form(element, {str(key).removeprefix(_M): said for key, said in parts.items()})
    said = ""
    for child in element:
        if not str(child.tag).endswith("Pr"):
            apart = tag == f"{_M}mr" or (child.tag == f"{_M}f" and said[-1:].isalnum())  # 2 ½ is not 21/2
            said += (" " if apart and said else "") + linear(child, depth + 1)
    return said


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


def _root(_: Any, parts: dict[str, str]) -> str:
    return f"{raised(parts.get('deg', '')) or parts.get('deg', '')}√{_whole(parts.get('e', ''))}"


def _many(element: Any, parts: dict[str, str]) -> str:
    sign = _said(element, "naryPr/chr", "∫")
    return f"{sign}{_index(parts.get('sub', ''))}{_power(parts.get('sup', ''))} {parts.get('e', '')}".rstrip()


def _enclosed(element: Any, _: dict[str, str]) -> str:
    between = _said(element, "dPr/sepChr", "|").join(linear(child, 1) for child in element if child.tag == f"{_M}e")
    return f"{_said(element, 'dPr/begChr', '(')}{between}{_said(element, 'dPr/endChr', ')')}"


_FORMS: dict[str, Callable[[Any, dict[str, str]], str]] = {
    f"{_M}f": lambda _, parts: f"{_whole(parts.get('num', ''))}/{_whole(parts.get('den', ''))}",
    f"{_M}sSup": lambda _, parts: parts.get("e", "") + _power(parts.get("sup", "")),
    f"{_M}sSub": lambda _, parts: parts.get("e", "") + _index(parts.get("sub", "")),
    f"{_M}sSubSup": lambda _, parts: parts.get("e", "") + _index(parts.get("sub", "")) + _power(parts.get("sup", "")),
    f"{_M}rad": _root,
    f"{_M}nary": _many,
    f"{_M}d": _enclosed,
}
