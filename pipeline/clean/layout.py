"""Channel layout: what the printed page left in the text: page numbers, running heads, the broken-off ends of lines.

Mechanism: a page's head and foot land between two lines or inside one (第1页某某手册 1.市场部); a line that the converter
broke leaves its last stop, or its last characters, on a line of their own. Trusted in this order: a count of pages
beside the number; numbers that rise from place to place; where the number stands (a line of its own, behind the end of a
sentence and before a mark), never inside a phrase (见第3页, 第3页所列). A running head is what stands beside several page
numbers, or repeats the words of the title (numbers without the word page, on lines of their own: feet.py). The end of a line
goes back where it closes the line before, or makes a word with its last characters; lines that were broken at a fixed width
are joined (wrapping.py). Invisible characters go, page and line breaks of Word's become line breaks.
"""

import random
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

from pipeline import lexicon
from pipeline.clean.lined.feet import MOST, feet_edits
from pipeline.clean.lined.wrapping import wrap, wrapped_edits
from pipeline.model import Edit, Evidence, Repair
from pipeline.rules import load_data, load_rules

NAME = "layout"

_PACKAGE, _FILE = "pipeline.clean", "rules/layout.toml"
_UNSEEN, _BROKEN = "\u200b-\u200d\u2060\ufeff\u00ad", "\x0b\x0c\x85\u2028\u2029"  # as in classes of characters
_INVISIBLE, _BREAKS, _SIGNS = re.compile(f"[{_UNSEEN}]+"), re.compile(f"[{_BROKEN}]"), re.compile(f"[{_UNSEEN}{_BROKEN}]")
_ENDS = "。;；:：!！?？…)）”』\n \u3000"
_MARK = re.compile(r"\s|$|[\d(（①-⑳•●■◆]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节部单编篇]")
_HEAD_START = re.compile(r" ?(?P<head>[\u4e00-\u9fffA-Za-z]{4,30}?)(?=[\s\d(（、]|$)")
_FRAGMENT = re.compile(r"\n(?<=[^\n]\n)(?P<line>[\u4e00-\u9fff]{0,3}[。;；,，、:：!！?？)）》”』」]{1,3})(?=\n|\Z)")
_ENTRY = re.compile(r"[^\n]{1,60}\n*")  # between the page numbers of a list of pages: a page holds more than such a line
_FIELD = re.compile(r"(?:页[次码数]|页)[:：] ?$")  # before a page number that a form gives as its own
_NEAR = 600  # characters from the head in which the title is looked for


@dataclass(frozen=True, slots=True)
class _Page:
    """A page number and, where there is one, the running head beside it."""

    start: int
    end: int
    number: int
    rule: str
    sure: bool
    total: int = 0


@cache
def _table() -> dict[str, Any]:
    data = load_data(_PACKAGE, _FILE)
    return {
        "closing": re.compile(data["closing"]),
        "running": re.compile(data["running"]),
        "whole": frozenset(data["whole"]),
        "before": frozenset(data["before"]),
        "behind": frozenset(data["behind"]),
    }


def _candidates(text: str) -> list[_Page]:
    """Everything that reads like a page number, in order."""
    found: list[_Page] = []
    for rule in load_rules(_PACKAGE, _FILE):
        may_match = all(sign in text for sign in rule.more.get("signs", ())) and re.search(rule.more.get("inside", ""), text)
        for match in rule.pattern.finditer(text) if may_match else ():
            number, total = _figure(match, "page"), _figure(match, "pages")
            found.append(_Page(*match.span(), number, rule.id, rule.id != "page", total))
    return sorted(found, key=lambda page: page.start)


def _figure(match: re.Match[str], group: str) -> int:
    """The figure of a group, or of its twin for the other order; 0 where the rule has none."""
    groups = match.groupdict()
    return int(groups.get(group) or groups.get(f"{group}_b") or 0)


def _pages(text: str) -> tuple[list[_Page], str]:
    """Page numbers that are no words of the document, in order, and the running head behind them."""
    listed = _candidates(text)
    counted = _counted(text, listed)
    candidates = [page for page in listed if page in counted or not _in_phrase(text, page)]
    head = _common_head(text, candidates)
    found = [page for page in candidates if page in counted or _stands_free(text, page, head)]
    found = found if head else _without_lists(text, found)
    rising = sum(b.number > a.number for a, b in pairwise(found)) >= max(2, 0.8 * (len(found) - 1))
    kept = found if rising else [page for page in found if page.rule != "dashed" and not _cited(text, page)]
    return [replace(page, sure=rising or (page.sure and (len(kept) > 1 or page in counted))) for page in kept], head


def _counted(text: str, pages: list[_Page]) -> list[_Page]:
    """Rising numbers with one count of pages, three or as many as it counts: feet of pages, wherever they landed. One alone
    is the foot of the last page at the end of the text."""
    counted = [page for page in pages if page.rule == "page-of-pages" and not _is_field(text, page)]
    if len({page.total for page in counted}) != 1 or any(b.number <= a.number for a, b in pairwise(counted)):
        return []
    last = counted[-1].number == counted[-1].total and counted[-1].end == len(text)
    return counted if last or 1 < len(counted) >= min(3, counted[0].total) else []


def _without_lists(text: str, pages: list[_Page]) -> list[_Page]:
    """Without the numbers that head three lines or more in a row: 第1页 总则, 第5页 招聘, 第9页 考勤 is a table of contents."""
    groups: list[list[_Page]] = []
    for page in pages:
        if groups and _ENTRY.fullmatch(text, groups[-1][-1].end, page.start):
            groups[-1].append(page)
        else:
            groups.append([page])
    return [page for group in groups if len(group) < 3 for page in group]


def _is_field(text: str, page: _Page) -> bool:
    return _FIELD.search(text, max(0, page.start - 4), page.start) is not None


def _in_phrase(text: str, page: _Page) -> bool:
    left, right = text[page.start - 1 : page.start], text[page.end : page.end + 1]
    return _is_field(text, page) or left in _table()["before"] or right in _table()["behind"]


def _cited(text: str, page: _Page) -> bool:
    """Whether a sentence goes on over the line breaks on both sides: 详见, 第12页, 的表格."""
    left, right = text[max(0, page.start - 4) : page.start].rstrip(), text[page.end : page.end + 4].lstrip()
    return left[-1:] in _table()["before"] and right[:1] in _table()["behind"]


def _stands_free(text: str, page: _Page, head: str) -> bool:
    """On a line of its own, or behind the end of something and before a running head or the beginning of something."""
    left, right = text[page.start - 1 : page.start], text[page.end : page.end + 1]
    if left in ("", "\n") and right in ("", "\n"):
        return True
    begins = bool(_MARK.match(text, page.end)) or _head_behind(text, page.end) is not None
    headed = bool(head) and text.startswith(head, page.end)
    return (left == "" or left in _ENDS or left.isdigit()) and (begins or headed)


def _head_behind(text: str, at: int) -> int | None:
    """Where a running head that begins at `at` ends: it ends like a title and its characters stand, in order, in the title, and
    that is not the head itself."""
    match = _HEAD_START.match(text, at)
    if not match or not _table()["running"].search(match["head"]):
        return None
    elsewhere = f"{text[: min(at, _NEAR)]}\0{text[match.end() : _NEAR]}"
    return match.end() if _echoes(match["head"], elsewhere) else None


def _echoes(head: str, beginning: str) -> bool:
    """Whether the head's characters come in this order in a stretch of the beginning three times as long."""
    for start in (match.start() for match in re.finditer(re.escape(head[:2]), beginning)):
        at = start
        for char in head:
            at = beginning.find(char, at, start + 3 * len(head) + 6) + 1
            if at == 0:
                break
        else:
            return True
    return False


def _common_head(text: str, pages: list[_Page]) -> str:
    """What stands behind every page number, up to the first difference: a running head, where there are three or more, or
    two that count the pages."""
    behind = [found for page in pages if (found := text[page.end : page.end + 40].split("\n", maxsplit=1)[0])]
    if len(behind) < (2 if all(page.rule == "page-of-pages" for page in pages) else 3):
        return ""
    shared = next((n for n, chars in enumerate(zip(*behind, strict=False)) if len(set(chars)) > 1), min(map(len, behind)))
    head = behind[0][:shared].rstrip("0123456789.、 ")
    return head if len(head.strip()) >= 4 and not head.strip()[0].isdigit() else ""


def _ahead(text: str, page: _Page) -> str:
    """What stands before a page number on its line, where nothing stands behind it."""
    return text[text.rfind("\n", 0, page.start) + 1 : page.start].strip() if text[page.end : page.end + 1] in ("", "\n") else ""


def _head_ahead(text: str, pages: list[_Page]) -> str:
    """The words on the lines of most page numbers, before these: a running head, where three pages or more have it."""
    alike = Counter(words for page in pages if (words := _ahead(text, page)))
    words, count = alike.most_common(1)[0] if alike else ("", 0)
    return words if count >= max(3, MOST * len(pages)) and 3 <= len(words) <= 30 and words[-1] not in _ENDS else ""


def _page_edits(text: str) -> list[Edit]:
    pages, head = _pages(text)
    ahead = _head_ahead(text, pages)
    edits = []
    for page in pages:
        start, end = page.start, page.end
        if ahead and _ahead(text, page) == ahead:
            start = text.rfind("\n", 0, start) + 1
        if head and text.startswith(head, end):
            end += len(head)
        elif (behind := _head_behind(text, end)) is not None:
            end = behind
        rule = f"{NAME}.{page.rule}" if (start, end) == (page.start, page.end) else f"{NAME}.running-head"
        if text[start - 1 : start] in ("", "\n") and text[end : end + 1] == "\n":
            end += 1
        elif text[start - 1 : start] == "\n" and end == len(text):
            start -= 1
        edits.append(
            Edit(
                start=start, end=end, old=text[start:end], new="", rule=rule,
                certainty="certain" if page.sure else "probable", confidence=None if page.sure else 0.85,
            )
        )  # fmt: skip
    return edits


def _fragment_edits(text: str) -> list[Edit]:
    """Line breaks before the end of the line before."""
    edits = []
    for match in _FRAGMENT.finditer(text):
        line, before = match["line"], text[max(0, match.start() - 4) : match.start()]
        if before[-1:] in "。；;!！?？:：":
            continue
        at = match.start()
        if _table()["closing"].match(line):
            edits.append(Edit(start=at, end=at + 1, old="\n", new="", rule="layout.closing-sign", certainty="certain"))
        elif _completes(before, line):
            edits.append(
                Edit(start=at, end=at + 1, old="\n", new="", rule="layout.broken-word", certainty="probable", confidence=0.9)
            )
    return edits


def _completes(before: str, line: str) -> bool:
    """Whether the line's characters are no word by themselves and make one with the last characters before the break."""
    words = re.match(r"[\u4e00-\u9fff]*", line)
    own = words[0] if words else ""
    if own in _table()["whole"] or (len(own) > 1 and lexicon.frequency(own)):
        return False
    tail = re.search(r"[\u4e00-\u9fff]{1,3}$", before.rsplit("\n", 1)[-1])
    return tail is not None and any(
        lexicon.frequency(tail[0][-n:] + own[:m]) for n in range(1, len(tail[0]) + 1) for m in range(1, len(own) + 1)
    )


def _sign_edits(text: str) -> list[Edit]:
    if not _SIGNS.search(text):
        return []
    gone = [Edit(start=m.start(), end=m.end(), old=m[0], new="", rule="layout.invisible", certainty="certain")
            for m in _INVISIBLE.finditer(text)]  # fmt: skip
    return gone + [Edit(start=m.start(), end=m.end(), old=m[0], new="\n", rule="layout.break", certainty="certain")
                   for m in _BREAKS.finditer(text)]  # fmt: skip


def _edits(text: str) -> list[Edit]:
    edits: list[Edit] = []
    pages = _page_edits(text)
    feet = feet_edits(text, [(edit.start, edit.end) for edit in pages])
    made = (*pages, *feet, *_fragment_edits(text), *_sign_edits(text), *wrapped_edits(text))
    for edit in sorted(made, key=lambda e: (e.start, -e.end)):
        if not edits or edit.start >= edits[-1].end:
            edits.append(edit)
    return edits


def detect(text: str) -> Evidence | None:
    """What the page left in the text, counted by kind; None where nothing is found."""
    edits = _edits(text)
    if not edits:
        return None
    kinds = sorted({edit.rule.partition(".")[2] for edit in edits})
    counts = {kind: sum(edit.rule == f"{NAME}.{kind}" for edit in edits) for kind in kinds}
    return Evidence(NAME, len(edits), {**counts}, edits)


def restore(text: str, evidence: Evidence) -> Repair:
    """Edits that take page numbers and heads out and join the ends of lines."""
    return Repair(edits=tuple(evidence.worked_out(list, lambda: _edits(text))))


def damage(text: str, rng: random.Random, *, every: int = 40, head: str = "", columns: int = 0) -> str:
    """`text` printed `every` lines a page: the page's number, and `head` behind it, on a line of its own between the pages.

    columns: the width at which lines are broken first; 0: they are not.
    """
    lines = (wrap(text, columns) if columns else text).split("\n")
    pages = [lines[at : at + every] for at in range(0, len(lines), every)]
    feet = [f"第 {n} 页 共 {len(pages)} 页{head}" for n in range(1, len(pages) + 1)]
    return "\n".join(line for page, foot in zip(pages, feet, strict=True) for line in (*page, foot))
