"""What the templates show of an item: its words in the language asked for, both texts, the tree, and what can be done."""

from typing import Any, get_args

from pipeline import reasons
from pipeline.excerpts import visible
from pipeline.language import Language, say
from pipeline.model import Kind, Span
from pipeline.review.forms import DROPPED, node_of, words_at
from pipeline.review.others import others
from pipeline.review.places import passage
from pipeline.review.queue import Item
from pipeline.review.tree import rows

_LISTED = 120  # items of the queue on a page, around the one on show
_SHORT = 40  # characters of an item's words in the queue


def shown(item: Item, language: Language) -> dict[str, Any]:
    """Everything about one item that its page shows."""
    seen, edit = item.seen, item.edit
    node, span = node_of(item), words_at(item)
    place = item.span if item.span is not None else seen.standard.title_span
    words = seen.now[slice(*span)] if span else None
    copy, at = _source(item, place) if place else (1, (0, 0))
    size = item.span[1] - item.span[0] if item.span else 0
    return {
        "item": item,
        "severity": severity(item),
        "message": message(item, language),
        "why": reasons.of_rule(edit.rule, language) if edit else "",
        "text": passage(seen.now, place) if place else None,
        "source": passage(seen.copies[copy - 1].text.source, at) if place else None,
        "file": f"source.{copy}.txt" if copy > 1 else "source.txt",
        "rows": rows(seen.standard, node),
        "node": node if node and node.span and not node.derived else None,
        "words": words,
        "others": others(seen.copies[item.copy - 1], edit) if edit else [],
        "drops": 0 < size <= DROPPED,
        "kinds": get_args(Kind),
        "levels": seen.standard.levels,
    }


def _source(item: Item, place: Span) -> tuple[int, Span]:
    """The copy, and the place in its source: of a repair alone, what stood there; else what the words stand on."""
    if item.finding is None and item.edit is not None and item.edit.source is not None:
        return item.copy, item.edit.source
    return item.seen.source(place)


def severity(item: Item) -> str:
    """defect, review or repair."""
    if item.finding is None:
        return "repair"
    return "defect" if item.finding.severity == "defect" else "review"


def message(item: Item, language: Language) -> str:
    """What an item says, in a sentence."""
    if item.finding is not None:
        return item.finding.message(language)
    edit = item.edit
    if edit is None:
        return ""
    sure = f"{edit.confidence:.0%}" if edit.confidence is not None else "–"
    old, new = visible(edit.old), visible(edit.new)
    phrase = "review-repaired" if new else "review-dropped"
    return say(phrase, language, old=old, new=new, sure=sure)


def listed(items: list[Item], current: Item | None, language: Language) -> tuple[list[dict[str, Any]], int, int]:
    """The rows of the queue around the current item, and how many stand before and behind them."""
    at = next((index for index, item in enumerate(items) if current and item.key == current.key), 0)
    first = max(0, min(at - _LISTED // 2, len(items) - _LISTED))
    part = items[first : first + _LISTED]
    rows = [
        {"item": item, "severity": severity(item), "words": message(item, language)[:_SHORT + 30], "place": first + index + 1}
        for index, item in enumerate(part)
    ]  # fmt: skip
    return rows, first, len(items) - first - len(part)
