"""Cards of what is assessed: labels and values (名称, 定义 …) over a table of its levels, all in one table.

What the first row names is the element; the other labels are its fields, the levels stand below it.
"""

from pipeline.segment.cells import cellnodes
from pipeline.segment.draft.draft import Draft
from pipeline.segment.draft.lines import titled
from pipeline.segment.grids.grids import Grid

_LONGEST = 16  # characters of a name


def name(rows: Grid) -> int | None:
    """Which of the drafts of a card's rows names it: in the first row, the first value that is a title; None for none."""
    for index, draft in enumerate(rows.form.drafts):
        if draft.own[0] >= _second(rows) or draft.kind != "field":
            return None
        value = "".join(rows.text[slice(*draft.text)].split()) if draft.text else ""
        if 2 <= len(value) <= _LONGEST and titled(value) and not value.isascii() and not cellnodes.quantity(value):
            return index
    return None


def _second(rows: Grid) -> int:
    """Where the second row begins."""
    begins = [box.span[0] for box in rows.at[1] if box is not None and box.row == 1] if len(rows.at) > 1 else []
    return min(begins, default=rows.span[1])


def drafts(rows: Grid, levels: list[Draft]) -> list[Draft]:
    """The element with its fields and levels; before it what the label of its name says, and what stands before that."""
    fields, at = rows.form.drafts, name(rows) or 0
    label, value = fields[at].title, fields[at].text
    if label is None or value is None:
        return [*fields, *levels]
    called = Draft(label, kind="para", text=label, why=["label of a name"])
    made = Draft(value, kind="element", title=value, heading=True, why=["name on a card"])
    made.children = [*fields[at + 1 :], *levels]
    return [*fields[:at], called, made]
