"""What the site's words say of the upload: site, file name, title, date, pages.

The name most often given wins, the earliest of those given equally often; the title is that name without what sites and
uploaders stick to it, or else the headline over the site's own lines. A site is known by its own file (rules/sites/), else by
the notice that names it, else by a name that ends like one.
"""

import re
from collections import Counter
from functools import lru_cache

from pipeline.clean.site.sites import sites
from pipeline.clean.site.titled import Piece, bare_title
from pipeline.clean.site.view import View
from pipeline.model import Fact
from pipeline.rules import Sieve

_DIGITS = {digit: n for n, digit in enumerate("零一二三四五六七八九")}
_CALLED = re.compile(
    r"(?!.{0,4}(?:最新|相[关似]|下载|精品|热门|推荐|更多))[\u4e00-\u9fff]{2,6}?(?:文库|文档网|资料网|文档中心|图书馆)"
)
_FIRST, _HEAD = 6, 400  # lines of the site's, and characters of the page, in which it gives the title as a headline
_TITLE = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9()（）《》“”—-]{3,40}")
_DATE = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})")


def facts_of(view: View, gone: list[Piece], rules: Sieve) -> dict[str, Fact]:
    """Facts as fields of `Copy`; `title_span` counts in the page."""
    said = _said(gone, _telling(rules))
    facts: dict[str, Fact] = {}
    site = _site(gone, said)
    if site:
        facts["site"] = site
    if dates := said["uploaded"]:
        facts["uploaded"] = _iso(dates[0])
    facts |= _pages(said)
    if names := said["original"]:
        original = Counter(names).most_common(1)[0][0]
        facts["original"] = original
        facts |= _title(view, gone, bare_title(original))
    elif headline := _headline(view, gone):
        facts["title"], facts["title_span"] = headline.words, view.span(headline.start, headline.end)
    return facts


def _headline(view: View, gone: list[Piece]) -> Piece | None:
    """The line among the site's first that nothing explains and that reads as a title, where the document does not say it."""
    for piece in gone[:_FIRST]:
        if piece.end > _HEAD or piece.heads:
            break
        if piece.rule is None and piece.weight <= 0 and _TITLE.fullmatch(piece.words):
            return piece if view.text.count(piece.words) == sum(other.words.count(piece.words) for other in gone) else None
    return None


@lru_cache(maxsize=64)
def _telling(rules: Sieve) -> Sieve:
    """Those that tell a fact."""
    return Sieve(rule for rule in rules if rule.pattern.groupindex)


def _said(gone: list[Piece], rules: Sieve) -> dict[str, list[str]]:
    """Every fact that a rule's named group holds, in the order of the page."""
    said: dict[str, list[str]] = {key: [] for key in ("site", "original", "uploaded", "pages", "previewed", "unread")}
    listing = False  # below a heading of other documents
    for piece in gone:
        listing = listing or piece.heads
        if piece.rule == "site-name" and (title := _beside_the_site(piece.words)):
            said["original"].append(title)
        for rule in rules.kept(piece.words):
            if listing and rule.more.get("named"):
                continue
            for match in rule.pattern.finditer(piece.words):
                for group, value in match.groupdict().items():
                    if value:
                        said[group.removesuffix("_b")].append(value.strip())
    return said


def _beside_the_site(words: str) -> str:
    """The title in a line of title and site's name (某某标准_某某文库), its longer part; empty where none stands out."""
    parts = sorted((part.strip() for part in re.split(r"[_|\s]+|-(?=[^-]*$)", words)), key=len)
    return parts[-1] if len(parts) > 1 and len(parts[-1]) >= max(5, len(parts[-2]) + 1) else ""


def _site(gone: list[Piece], said: dict[str, list[str]]) -> str | None:
    words = "\n".join(piece.words for piece in gone)
    known = {site.name: site.named(words) for site in sites()}
    best = max(known, key=lambda name: known[name], default=None)
    if best is not None and known[best]:
        return best
    if said["site"]:
        return said["site"][0]
    called = Counter(_CALLED.findall(words))
    return called.most_common(1)[0][0] if called else None


def _pages(said: dict[str, list[str]]) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    pages = [int(value) for value in said["pages"]]
    if said["previewed"]:
        facts["previewed"] = previewed = _number(said["previewed"][0])
        pages += [previewed + int(left) for left in said["unread"][:1]]
    if pages:
        facts["pages"] = max(pages)
    return facts


def _title(view: View, gone: list[Piece], title: str) -> dict[str, Fact]:
    for piece in gone:
        at = piece.words.find(title)
        if at >= 0:
            start = piece.start + at
            return {"title": title, "title_span": view.span(start, start + len(title))}
    return {"title": title}


def _number(numeral: str) -> int:
    """五 or 5, up to 九十九."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (_DIGITS.get(tens, 1) if ten else 0) * 10 + _DIGITS.get(ones, 0)


def _iso(date: str) -> str:
    match = _DATE.match(date)
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else date
