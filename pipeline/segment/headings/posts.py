"""Posts whose particulars stand in a table of their own, or as labels, with their duties below as headings and lists.

Two such tables or more beside each other that name different posts tell: what follows one, up to the next, is its post's. The
heading of a post is the line above its table; without one it is called what its table says. So are labels, from the first on
that stands before each post's name.
"""

from pipeline.rules import load_data
from pipeline.segment.draft.draft import Draft, cut, trim
from pipeline.segment.draft.lines import lines
from pipeline.segment.grids import formposts


def gather(text: str, root: Draft) -> None:
    """Puts what follows the particulars of each post under the post."""
    _lift(text, root)
    for parent in list(root.walk()):
        named = [(k, name) for k, child in enumerate(parent.children) if (name := _name(text, child)) is not None]
        if len({name for _, name in named}) > 1:
            _gather(text, parent, named)


def _lift(text: str, root: Draft) -> None:
    """Puts the name of a post that stands below the last piece of another, and what follows it there, behind that piece."""
    first = next((child.label.words for child in root.children if child.label is not None and _name(text, child)), None)

    def begins(one: Draft) -> bool:
        head = one.children[0] if one.heading and one.children else one
        return head.label is not None and head.label.words == first

    children: list[Draft] = []
    for child in root.children:
        inner = cut(child, begins) if first is not None else []
        children += [child, *inner]
    root.children = children


def _name(text: str, draft: Draft) -> str | None:
    """The one post that a table names, or the table right below an unmarked heading, or a label."""
    if draft.label is None and draft.table is None and draft.heading and draft.number is None and draft.children:
        draft = draft.children[0]
    if draft.label is not None and draft.label.words in load_data("pipeline.segment.families", "common.toml")["name"]:
        said = lines(text, trim(text, *draft.own, extra=":："))
        return text[slice(*said[0])] if said and not draft.children else None
    found = formposts.names(text, draft.table) if draft.table is not None else []
    return found[0][1] if len(found) == 1 else None


def _gather(text: str, parent: Draft, named: list[tuple[int, str]]) -> None:
    children = parent.children
    begins = [k - _before(children, [k for k, _ in named]) for k, _ in named]
    ends = [*begins[1:], _end(text, children, begins)]
    made: list[Draft] = []
    for begin, end, (_, name) in zip(begins, ends, named, strict=True):
        head, below = children[begin], children[begin + 1 : end]
        if head.table is not None and len(head.table) == 1 and head.table[0].derived:
            head.table = head.table[0].children
        if head.table is not None or head.label is not None:
            own, head = head.own[0], formposts.post([head], name)
            head.own = own, own
        head.children += below
        made.append(head)
    parent.children = [*children[: begins[0]], *made, *children[ends[-1] :]]


def _before(children: list[Draft], begins: list[int]) -> int:
    """How many labels stand before the name of each post alike."""
    back = 0
    while min(begins) > back:
        above = {one.label.words if (one := children[k - back - 1]).label is not None else "" for k in begins}
        if len(above) > 1 or "" in above or children[begins[0]].label is None:
            break
        back += 1
    return back


def _end(text: str, children: list[Draft], begins: list[int]) -> int:
    """Where the last post ends: behind the last heading that another has as well; at the end where none comes back."""
    others = {_title(text, one) for one in children[begins[0] : begins[-1]] if one.chosen is not None}
    again = [k for k in range(begins[-1] + 1, len(children)) if _title(text, children[k]) in others]
    return again[-1] + 1 if again else len(children)


def _title(text: str, draft: Draft) -> str:
    return text[slice(*(draft.title or draft.own))].strip().split("\n", 1)[0]
