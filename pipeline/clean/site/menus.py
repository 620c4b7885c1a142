"""Menus that a page has as lists: short lines, a link each, that stand twice on end, or at the page's head and at its end.

Part of the channel chrome. A site prints its menu for wide screens and for narrow ones, and again below. What is in it tells it
from an author's list that comes again (早班, 中班, 晚班, 休息): names of kinds of documents and of a site's parts.
"""

from collections.abc import Sequence
from functools import cache

from pipeline.clean.site.titled import Piece
from pipeline.rules import load_data

WEIGHT = 2.5
"""Of each line of such a menu."""
_LEAST, _MOST = 4, 30  # lines of a menu
_BRIEF, _NEAR = 8, 60  # characters of a line; lines at either end in which a menu stands
_SHARE = 0.5  # of its lines that name kinds of documents or parts of a site


def menus(found: Sequence[Piece]) -> set[int]:
    """The lines of menus that come again."""
    last = len(found)
    ends = [range(min(_NEAR, last)), range(max(_NEAR, last - _NEAR), last)]
    runs = [run for part in ends for run in _brief(found, part)]
    taken = {at for run in runs for at in _twice(found, run)}
    menu = {found[at].words for at in taken}
    return taken | {at for run in runs if {found[k].words for k in run} <= menu and len(run) >= _LEAST for at in run}


def _brief(found: Sequence[Piece], part: range) -> list[list[int]]:
    """Short lines in a row."""
    runs: list[list[int]] = [[]]
    for at in part:
        words = found[at].words
        if 2 <= len(words) <= _BRIEF and not any(char.isdigit() for char in words):
            runs[-1].append(at)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) >= _LEAST]


def _twice(found: Sequence[Piece], run: list[int]) -> set[int]:
    """The lines of a run that begin it, or follow a line of it, and come at once again, all of them."""
    words = [found[at].words for at in run]
    for size in range(min(_MOST, len(words) // 2), _LEAST - 1, -1):
        for start in range(len(words) - 2 * size + 1):
            menu = words[start : start + size]
            if menu == words[start + size : start + 2 * size] and len(set(menu)) == size and _is_menu(menu):
                return set(run[start : start + 2 * size])
    return set()


def _is_menu(words: Sequence[str]) -> bool:
    return sum(word in _known() for word in words) >= _SHARE * len(words)


@cache
def _known() -> frozenset[str]:
    data = load_data("pipeline.clean", "rules/chrome.toml")
    return frozenset((*data["interface"]["words"], *data["menus"]["words"]))
