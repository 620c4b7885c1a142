"""What a document says of itself before its first division: its title, its labelled particulars, its rights.

The title is, in this order: the value of a label that says so; the first line or the first stretch that ends in a word
that titles end in; the last stretch before the first division that does; what only the site's words name.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache

from pipeline.model import About
from pipeline.rules import load_data
from pipeline.segment.draft.draft import Draft, cut, trim
from pipeline.segment.draft.lines import lines, titled
from pipeline.segment.labels.label import Label
from pipeline.segment.words.words import tagged
from pipeline.text import Span

_RIGHTS = re.compile(r"版权|著作权|不得(?:转载|翻印|复制|全部|部分|用于|将)|未经.{0,20}(?:许可|授权|同意)")
_TITLE_LABEL = re.compile(r"^(?:资料|文件)?(?:标题|名称)$")
_SPREAD = re.compile(r"(?<!\S)[一-鿿](?:[ 　]{1,6}[一-鿿](?!\S)){2,}")
_LONGEST_PREAMBLE = 1200
_BEFORE = 3  # characters of a label before the word that is known of it
_LONGEST_VALUE = 60  # characters: a longer value with a stop is a paragraph under a heading


@dataclass(slots=True)
class Preamble:
    """What stands before the first division: the title's span (and where its label begins), particulars in order, the rest."""

    title: Span | None = None
    label: int | None = None
    entries: list[About] = field(default_factory=list)
    rest: list[Span] = field(default_factory=list)

    @property
    def title_span(self) -> Span | None:
        """The title with the label before it, if it has one."""
        return self.title and (self.title[0] if self.label is None else self.label, self.title[1])


def leading(drafts: list[Draft]) -> int:
    """How many drafts at the head of a document are its particulars. A table below one stands beside it from now on."""
    for index, draft in enumerate(drafts):
        if not _particular(draft.label):
            return index
        drafts[index + 1 : index + 1] = cut(draft, lambda one: one.table is not None)
    return len(drafts)


def _particular(label: Label | None) -> bool:
    """Whether a label before the first division may say something of the document, and not of a position in it."""
    return label is not None and not label.evidence and (label.words in _data()[0] or label.traits.get("role") is None)


@cache
def _data() -> tuple[frozenset[str], re.Pattern[str]]:
    data = load_data("pipeline.segment.families", "common.toml")
    ending = "|".join(sorted(map(re.escape, data["titles"]), key=len, reverse=True))
    return frozenset(data["meta"]), re.compile(rf"(?P<word>{ending})(?:[（(【\[〔《][^）)】\]〕》\n]{{1,20}}[）)】\]〕》])*$")


def read(text: str, span: Span, labels: list[Label]) -> Preamble:
    """Divides the preamble into title, particulars and rest. labels: those in the text; spans count in it."""
    made = Preamble()
    ordered = sorted(labels, key=_place)
    for line in lines(text, span):
        inside = ordered[bisect_left(ordered, line[0], key=_place) : bisect_left(ordered, line[1], key=_place)]
        _line(text, line, inside, made)
    if made.title is None:
        _title_behind_value(text, made)
    return made


def _place(label: Label) -> int:
    return label.start


def _cuts(text: str, line: Span, labels: list[Label]) -> list[tuple[int, int]]:
    """(start, end) of the label words in a line. labels: those that begin in it."""
    meta, _ = _data()
    cuts = {label.start: label.end for label in labels if label.source in ("line", "recurring", "vocabulary")}
    for colon in re.finditer("[:：]", text[line[0] : line[1]]):
        at = line[0] + colon.start()
        known = [n for n in range(min(8, at - line[0]), 1, -1) if text[at - n : at] in meta]
        if known:
            cuts = {s: e for s, e in cuts.items() if e != at}
            first = not cuts and any(_ends_title(text[line[0] : at - n]) for n in known)
            start = at - next((n for n in known if not first or _ends_title(text[line[0] : at - n])), known[0])
            cuts[line[0] if not cuts and start - line[0] <= _BEFORE else start] = at  # 使用单位, 审定时间
    return sorted(cuts.items())


def _ends_title(words: str) -> bool:
    return len(words) >= 6 and ends_as_title(words)


def ends_as_title(words: str) -> bool:
    """Whether words end as the titles of documents do."""
    return _data()[1].search(words) is not None


def _line(text: str, line: Span, labels: list[Label], made: Preamble) -> None:
    cuts = _cuts(text, line, labels)
    head = trim(text, line[0], cuts[0][0] if cuts else line[1])
    if head[0] < head[1]:
        _stretch(text, head, made)
    for index, (start, end) in enumerate(cuts):
        until = cuts[index + 1][0] if index + 1 < len(cuts) else line[1]
        value = trim(text, end, until, extra=":：")
        words = text[start:end]
        if value[0] == value[1]:
            _rest(text, (start, end), made)
        elif _TITLE_LABEL.match(words) and made.title is None:
            made.title, made.label = value, start
        elif value[1] - value[0] > _LONGEST_VALUE and "。" in text[slice(*value)]:
            made.rest.append((start, value[1]))
        else:
            made.entries.append(About(label=words, value=text[slice(*value)], span=(start, value[1])))


def _stretch(text: str, span: Span, made: Preamble) -> None:
    """Words without a label: the title where they end as titles do, a particular in brackets, else the rest."""
    _, ending = _data()
    words = text[slice(*span)]
    if made.title is None:
        match = _title_in(words, ending)
        if match is not None:
            made.title = (span[0] + match[0], span[0] + match[1])
            for part in ((span[0], made.title[0]), (made.title[1], span[1])):
                piece = trim(text, *part)
                if piece[0] < piece[1]:
                    made.entries.append(About(value=text[slice(*piece)], span=piece))
            return
    bracketed = words[0] in "(（" and words[-1] in ")）"
    if len(words) <= 60 and (bracketed or (made.title is None and titled(words)) or words[0] in "©Copyright"):
        made.entries.append(About(value=words, span=span))
    else:
        _rest(text, span, made)


def _rest(text: str, span: Span, made: Preamble) -> None:
    """Notes a stretch that is neither title nor particular; neighbours become one."""
    if made.rest and not text[made.rest[-1][1] : span[0]].strip(" \t　\n:："):
        made.rest[-1] = (made.rest[-1][0], span[1])
    else:
        made.rest.append(span)


def _title_in(words: str, ending: re.Pattern[str]) -> Span | None:
    """Where in a stretch the title stands: the whole of it, or its head up to the last word that titles end in."""
    if (plain := unspaced(words)) != words:
        return (0, len(words)) if _title_in(plain, ending) == (0, len(plain)) else None
    if len(words) <= 50 and titled(re.sub(r"[【】\[\]]", "", words)) and ending.search(words):
        return 0, len(words)
    body = ending.pattern.rstrip("$")
    found = [end for m in re.finditer(body, words[:60]) for end in (m.end(), m.end("word")) if end >= 6]
    inside = [end for end in found if end == len(words) or not ("一" <= words[end] <= "鿿")]
    if inside and not re.search("[。；;，,]", words[: inside[0]]):
        return 0, inside[0]
    return None


def unspaced(words: str) -> str:
    """A title without the blanks that spread its characters over the line (岗 位 说 明 书)."""
    return _SPREAD.sub(lambda run: "".join(run[0].split()), words)


def _title_behind_value(text: str, made: Preamble) -> None:
    """A title that runs on behind the value of the last particular (签发人:王某某客户服务标准)."""
    _, ending = _data()
    if not made.entries or made.entries[-1].span is None or made.entries[-1].label is None:
        return
    last = made.entries[-1]
    start, end = last.span[1] - len(last.value), last.span[1]  # type: ignore[index]  # entries of the preamble have spans
    if not ending.search(last.value) and not re.search(r"[)）]$", last.value):
        return
    words = tagged(text, start, end)
    name = last.label is not None and last.label.endswith("人")
    cut = words[0].end if words and (words[0].tag.startswith("nr") or name) else None
    if name and words and not words[0].tag.startswith("nr"):
        cut = start + 3 if end - start > 6 else None
    if cut is not None and end - cut >= 6:
        made.title = (cut, end)
        made.entries[-1] = About(label=last.label, value=text[start:cut], span=(last.span[0], cut))  # type: ignore[index]


def rights(text: str) -> Span | None:
    """The sentence that claims rights in the first part of a document, or None."""
    for piece in re.finditer(r"[^。\n]+[。]?", text[:4000]):
        if _RIGHTS.search(piece.group()):
            return trim(text, *piece.span())
    return None


def opening_end(text: str, until: int) -> int:
    """Where the opening of a body without marks ends: behind its title, and the particulars and brackets that follow it."""
    meta, ending = _data()
    end, found = 0, False
    for line in lines(text, (0, until)):
        words = text[slice(*line)]
        said = re.match(r"([^:：]{2,8})[:：]", words)
        if not found and (_title_in(words, ending) is not None or len(words) <= _LONGEST_VALUE):
            found = _title_in(words, ending) is not None
        elif not (found and (words[0] in "(（" or (said and said[1] in meta))):
            break
        end = line[1]
    return end if found else until


def preamble_end(text: str, start: int, first: int) -> int:
    """Where the preamble ends at the latest: at the first division, or where running text begins in a document without one."""
    if first - start <= _LONGEST_PREAMBLE:
        return first
    end = start
    for line in lines(text, (start, first)):
        if line[1] - line[0] > 60:
            break
        end = line[1]
    return end
