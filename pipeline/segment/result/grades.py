"""Levels of a standard: collected from the tree, ranked, and handed down to every node that stands under one."""

import re
from functools import lru_cache
from typing import NamedTuple

import msgspec

from pipeline.model import Level, Node, walk
from pipeline.segment.levels.levelnames import USUAL, Names, key
from pipeline.segment.levels.levels import table

_SAME = ("相同", "一致", "外", "的要求")  # what a reference to another level ends with
_BRACKETED = re.compile(r"[(（]([^()（）]{1,16})[)）]$")


@lru_cache(maxsize=16)
def _same(names: Names) -> re.Pattern[str]:
    return re.compile(
        rf"(?:和|与|同|达到|满足|具备)(?:要求达到)?(?P<level>{names.pattern})"
        rf"(?:任职者|人员)?(?:的)?(?:要求|标准|条件)?(?:{'|'.join(_SAME)})"
    )


def collect(title: str, body: tuple[Node, ...], down: bool, names: Names = USUAL) -> tuple[Level, ...]:
    """Every level that the tree names, else the one the title names."""
    seen = [(node.level, _title(node)) for node in walk(body) if node.level]
    named = [
        words for words in names.regex.findall(title) if words.endswith("级") or words[0].isascii()
    ]  # 技师管理办法 is of no level
    if not seen and len(named) == 1:
        seen = [(named[0], None)]
    return table(seen, down, names)


def _title(node: Node) -> str | None:
    if node.kind != "level" or node.derived:
        return None
    bracketed = _BRACKETED.search(node.title or "")
    if bracketed:
        return bracketed[1]
    return node.title if node.number else None


def hand_down(body: tuple[Node, ...], levels: tuple[Level, ...], names: Names = USUAL) -> tuple[Node, ...]:
    """The tree with ranks on every node under a level, and references from one level to another resolved."""
    ranks = {key(form): level.rank for level in levels for form in level.forms}
    alone = levels[0].rank if len(levels) == 1 and not any(node.level for node in walk(body)) else None
    return tuple(_ranked(node, alone, _Ranks(ranks, _same(names)), {}) for node in body)


class _Ranks(NamedTuple):
    """The rank of every level, by its key, and how a statement refers to one."""

    ranks: dict[str, int]
    same: re.Pattern[str]


def _ranked(node: Node, above: int | None, known: _Ranks, beside: dict[int, str]) -> Node:
    ranks = known.ranks
    own = ranks.get(key(node.level)) if node.level else above
    refs = _refs(node, own, known, beside)
    if not node.children:
        return node if own == node.rank and refs == node.refs else msgspec.structs.replace(node, rank=own, refs=refs)
    ids = {ranks[key(c.level)]: c.id for c in node.children if c.kind == "level" and c.level and key(c.level) in ranks}
    children = tuple(_ranked(child, own, known, ids or beside) for child in node.children)
    return msgspec.structs.replace(node, rank=own, children=children, refs=refs)


def _refs(node: Node, own: int | None, known: _Ranks, beside: dict[int, str]) -> tuple[str, ...]:
    """The level nodes that words such as 其余条件与二级一致 point to."""
    if node.kind != "criterion" or not node.text or not beside or not any(word in node.text for word in _SAME):
        return ()
    named = [known.ranks.get(key(m["level"])) for m in known.same.finditer(node.text)]
    return tuple(beside[r] for r in named if r is not None and r != own and r in beside)
