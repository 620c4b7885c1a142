"""Channel chrome: the words of the download site around (and between) the document's.

Mechanism: a page of a sharing site is its head (title, who uploaded it, captions of page pictures, a notice), the document,
and its foot (numbered notices, titles of other documents, comments, registration). Known sites have rules of their own
(rules/sites/), the rest is evidence that holds for any site (rules/chrome.toml); see page.py for how a line is weighed,
frame.py for lines that no rule knows, and runs.py for how lines become runs. What is known of the upload (site, name, date,
pages) is kept as facts; where the title stands only in the site's words, `title_span` says where.

What goes is certain where a reviewed pattern explains the line that few documents could have, no author could write it as a
sentence or an item, and several such patterns show the page to be a site's; else it is probable: who writes standards for a
library or a help desk speaks of the same things. A page on which nothing would be left stays as it is, with a finding.
"""

import random
from itertools import groupby
from typing import NamedTuple

from pipeline.clean.site.between import between
from pipeline.clean.site.facts import facts_of
from pipeline.clean.site.frame import framed, strange
from pipeline.clean.site.inside import CUT, Inside, goes_on, inside, is_beyond_doubt, is_flat
from pipeline.clean.site.joined import RULE
from pipeline.clean.site.page import pieces, rules_for, suspicious
from pipeline.clean.site.runs import Run, doubted, likely, runs
from pipeline.clean.site.said import is_said
from pipeline.clean.site.titled import Piece
from pipeline.clean.site.view import View
from pipeline.model import Edit, Evidence, Finding, Repair, Span
from pipeline.rules import Sieve, load_data

NAME = "chrome"
_CERTAIN = 4.5  # from this weight a line is nobody's but a site's; one of less an issuer could have at his document's end
_BESIDE, _DOUBT = 3, 0.5  # lines beside those that go, and what one of them must weigh to be told of
UNEXPLAINED = 0.995
"""Share of the lines that go without a rule of their own which were right to go: all 1,700 on pages of invented sites."""


class _Analysis(NamedTuple):
    """A page's lines, the runs of them that go, and, where none goes, those that may be the site's."""

    view: View
    pieces: list[Piece]
    runs: list[Run]
    rules: Sieve
    doubted: list[Run]
    inside: list[Inside]
    flat: bool


def _analyse(text: str) -> _Analysis | None:
    told = suspicious(text)
    if not (told or strange(text)):
        return None
    view = View(text)
    rules = rules_for(view)
    listed = pieces(view, rules) if told else []
    ruled = bool(listed)
    if not ruled and (not told or strange(text)):
        listed = pieces(view, rules, odd=True)
    plain, listed = listed, framed(listed)
    given = likely(listed)
    found = runs(plain, listed, given, ruled=ruled)
    maybe = [] if found else doubted(listed, given, [rule.id for rule in rules if rule.more.get("doubt")])
    if not (found or maybe):
        return None
    gone = {k for run in found for k in range(run.first, run.last)}
    return _Analysis(view, listed, found, rules, maybe, inside(listed, gone, {*between(listed, gone)}), is_flat(listed, gone))


def detect(text: str) -> Evidence | None:
    """The site's lines, counted by place; None where the text holds none."""
    analysis = _analyse(text)
    if analysis is None:
        return None
    last = len(analysis.pieces)
    head = sum(run.last for run in analysis.runs if run.first == 0)
    foot = sum(run.last - run.first for run in analysis.runs if run.last == last and run.first > 0)
    total = sum(run.last - run.first for run in analysis.runs) + sum(not one.doubt for one in analysis.inside)
    return Evidence(NAME, total, {"head": head, "between": total - head - foot, "foot": foot}, analysis)


def restore(text: str, evidence: Evidence) -> Repair:
    """Edits that drop the site's lines, and what they say of the upload.

    `facts["title_span"]` counts in `text`.
    """
    analysis = evidence.worked_out(_Analysis, lambda: _analyse(text))
    if analysis is None:
        return Repair()
    if not analysis.runs:
        return Repair(findings=tuple(_kept(*_place(analysis, run.first, run.last)) for run in analysis.doubted))
    gone = [piece for run in analysis.runs for piece in analysis.pieces[run.first : run.last]]
    facts = facts_of(analysis.view, gone, analysis.rules)
    if len(gone) == len(analysis.pieces):
        return Repair(findings=(_nothing_left(text),), facts=facts)
    shown = is_beyond_doubt(gone)
    edits = [edit for run in analysis.runs for edit in _drop(analysis, run, shown)]
    taken = {one.at for one in analysis.inside if not one.doubt} | {
        k for run in analysis.runs for k in range(run.first, run.last)
    }
    edits += [_taken_out(analysis, one, one.at - 1 in taken) for one in analysis.inside if not one.doubt]
    return Repair(edits=tuple(sorted(edits, key=lambda edit: edit.start)), findings=_doubtful(analysis), facts=facts)


def _drop(analysis: _Analysis, run: Run, shown: bool) -> list[Edit]:
    """One edit a line; the line breaks go with the line before them, those in front of the page's foot with its first line, and
    those around a line inside a document that was run together."""
    view, listed = analysis.view, analysis.pieces
    starts = [view.span(piece.start, piece.end)[0] for piece in listed[run.first : run.last]]
    if run.first == 0:
        starts[0] = 0
    if run.last == len(listed):
        ends = [*starts[1:], len(view.page)]
        if run.first > 0:
            starts[0] = view.span(listed[run.first - 1].start, listed[run.first - 1].end)[1]
    else:
        ends = [*starts[1:], view.span(listed[run.last].start, listed[run.last].end)[0]]
        if run.first > 0 and analysis.flat and goes_on(listed, run.first - 1, run.last):
            starts[0] = view.span(listed[run.first - 1].start, listed[run.first - 1].end)[1]
    return [
        _edit(view.page, span, listed[run.first + k], run.first + k in run.listed, shown)
        for k, span in enumerate(zip(starts, ends, strict=True))
    ]


def _taken_out(analysis: _Analysis, one: Inside, follows: bool) -> Edit:
    """The edit that drops a line inside the document, with the line break before it too where the text goes on over it.

    follows: the line before it goes, and took that line break along.
    """
    view, listed = analysis.view, analysis.pieces
    before, line, behind = listed[one.at - 1], listed[one.at], listed[one.at + 1]
    start = view.span(before.start, before.end)[1] if one.joins and not follows else view.span(line.start, line.end)[0]
    end = view.span(behind.start, behind.end)[0]
    old = view.page[start:end]
    return Edit(start=start, end=end, old=old, new="", rule=one.rule, certainty="probable", confidence=one.confidence)


def _edit(page: str, span: Span, piece: Piece, listed: bool, shown: bool) -> Edit:
    (start, end), old = span, page[slice(*span)]
    if shown and piece.rule not in {None, RULE} and piece.weight >= _CERTAIN and not is_said(piece.words):
        return Edit(start=start, end=end, old=old, new="", rule=f"{NAME}.{piece.rule}", certainty="certain")
    rule = "other-title" if listed else piece.rule or ("form" if piece.weight > 0 else "between")
    return Edit(
        start=start,
        end=end,
        old=old,
        new="",
        rule=f"{NAME}.{rule}",
        certainty="probable",
        confidence=CUT if rule == RULE else UNEXPLAINED,
    )


def _doubtful(analysis: _Analysis) -> tuple[Finding, ...]:
    """That lines beside those that go, or at the page's ends, look like the site's and were kept all the same."""
    gone = [k for run in analysis.runs for k in (run.first - 1, run.last)]
    last = len(analysis.pieces)
    near = {k for at in (*gone, 0, last - 1) for k in range(at - _BESIDE, at + _BESIDE + 1)}
    gone_lines = {k for run in analysis.runs for k in range(run.first, run.last)}
    gone_lines |= {one.at for one in analysis.inside if not one.doubt}
    told = {one.at for one in analysis.inside if one.doubt}
    kept = [
        k for k in sorted((near | told) - gone_lines) if 0 <= k < last and (k in told or analysis.pieces[k].weight > _DOUBT)
    ]
    groups = [[k for _, k in group] for _, group in groupby(enumerate(kept), key=lambda pair: pair[1] - pair[0])]
    return tuple(_kept(*_place(analysis, group[0], group[-1] + 1)) for group in groups)


def _place(analysis: _Analysis, first: int, last: int) -> tuple[Span, int]:
    """Where the lines [first, last) stand on the page, and how many they are."""
    return analysis.view.span(analysis.pieces[first].start, analysis.pieces[last - 1].end), last - first


def _kept(span: Span, lines: int) -> Finding:
    return Finding(
        code="chrome-doubtful",
        severity="review",
        message_en="What stands here may be the words of the site and not the document's; it was kept. Compare the page.",
        message_zh="此处可能是网站的文字而非文档内容，已保留，请对照原页面。",
        params={"lines": lines},
        span=span,
    )


def _nothing_left(text: str) -> Finding:
    return Finding(
        code="chrome-only",
        severity="review",
        message_en="Every line of this source reads as the words of a download site; nothing was removed. "
        "Look at the page and fetch the document itself.",
        message_zh="此来源的每一行都像下载网站自身的文字，未删除任何内容。请查看原页面并取得文档本身。",
        params={"characters": len(text)},
        span=(0, len(text)),
    )


def damage(text: str, rng: random.Random, *, title: str = "岗位任职标准", site: str = "", pages: int = 0) -> str:
    """A page of an invented sharing site with `text` in the middle.

    title: what the site calls the upload; site: its name, else an invented one; pages: of the upload, else drawn.
    """
    table = load_data("pipeline.clean", "rules/page.toml")
    pages = pages or rng.randint(3, 60)
    words = {
        "title": title,
        "site": site or rng.choice(table["names"]) + rng.choice(table["endings"]),
        "pages": str(pages),
        "number": str(rng.randint(10**6, 10**8)),
        "date": f"20{rng.randint(10, 24)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        "size": f"{rng.randint(10, 900)}.{rng.randint(10, 99)}",
    }
    head = list(rng.choice(table["head"])["lines"])
    head[1:1] = [f"{{title}}.docx_第{n}页" for n in range(1, rng.randint(1, min(pages, 6)) + 1)]
    foot = list(rng.choice(table["foot"])["lines"])
    others = rng.sample(table["others"], rng.randint(3, len(table["others"])))
    lines = [*head, "", "\0", "", *foot, rng.choice(table["list_heads"]), *others]
    return "\n".join(line.format(**words) for line in lines).replace("\0", text)
