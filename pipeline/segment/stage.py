"""The stage: regions found, outline chosen, pieces divided, kinds decided, nodes made, and nothing left over."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model import Completeness, Document, Entry, Finding, Level, Node, Rights, Standard
from pipeline.segment.contents.entries import Contents
from pipeline.segment.draft import about
from pipeline.segment.draft.draft import Draft, trim
from pipeline.segment.draft.lines import lines, sentences, stopped, titled
from pipeline.segment.headings import posts, ranks
from pipeline.segment.headings.bare import raise_outline
from pipeline.segment.headings.before import told
from pipeline.segment.headings.gather import gather, nest_unknown, release_levels
from pipeline.segment.headings.groups import ask_nothing, behind_levels, level_out, list_skills
from pipeline.segment.headings.heads import chaptered, raise_heads
from pipeline.segment.headings.owners import fill, give_back, lift, name_levels, nest_labels, number_levels, wrap_record
from pipeline.segment.kinds.family import GENERIC, Family, recognise
from pipeline.segment.kinds.kinds import Assigner
from pipeline.segment.kinds.required import required
from pipeline.segment.kinds.unjoined import unjoin, without_lines
from pipeline.segment.reading import tree
from pipeline.segment.reading.reading import Reading, read
from pipeline.segment.result import findings, grades, lost
from pipeline.segment.result.assemble import Assembler, own_span, wordless
from pipeline.segment.result.confidence import weigh
from pipeline.segment.titles.settle import Settler
from pipeline.segment.words.seams import chapter
from pipeline.text import Span, is_separator

_ALIKE = 3  # characters at the ends of headings of like tables
_OPENING = 60  # characters that hold the title where it runs on into the text
_STOP = re.compile("[。；;！!？?\n]")


def segment(document: Document, entry: Entry) -> Standard:
    """The standard that a clean document holds. Spans in it count in the clean text; nothing of the text is left out."""
    reading = read(document)
    root = tree.grow(reading)
    front = _front(reading, root)
    given = about.unspaced(reading.text[slice(*front.title)]).replace("\n", "") if front.title else None
    given = given or document.copy.title or entry.title
    title = given or entry.id
    families = recognise(given or _opening(reading), reading.text, Counter(_labels(reading)))
    _settle(reading, root, front, given or _opening(reading), families)
    drafts = _with_contents(reading.text, root, reading.contents)
    _cover(reading.text, drafts, front)
    weigh(drafts)
    reading, front = _back(document, reading, drafts, front)
    body = Assembler(document).nodes(drafts)
    graded = grades.collect(title, body, any(f.down for f in families), reading.names)
    body = grades.hand_down(body, graded, reading.names)
    found, missing = _findings(reading, body, graded, _bounded(document))
    if not families:
        found.append(findings.made("no-standard"))
    return Standard(
        id=entry.id,
        families=tuple(f.id for f in families) or (GENERIC,),
        title=title,
        title_span=front.title_span,
        title_source_span=None if front.title else document.copy.title_span,
        about=tuple(front.entries),
        sources=(document.copy,),
        rights=_rights(reading.text, entry),
        completeness=_completeness(document, found, missing),
        levels=graded,
        body=body,
        findings=(*document.findings, *found),
    )


def _back(document: Document, reading: Reading, drafts: list[Draft], front: about.Preamble) -> tuple[Reading, about.Preamble]:
    """Everything that was read, with its spans in the text as it is, without the line breaks that were put in for reading."""
    relaid = reading.relaid
    if not relaid.breaks:
        return reading, front
    relaid.drafts(drafts)
    listed, contents = reading.contents, relaid.contents(reading.contents)
    moved = {id(old): new for old, new in zip(listed.entries, contents.entries, strict=True)} if listed and contents else {}
    named = {place: (moved.get(id(entry), entry), span) for place, (entry, span) in reading.named.items()}
    return replace(reading, text=str(document.text), contents=contents, named=named), relaid.front(front)


def _labels(reading: Reading) -> Iterator[str]:
    """The words of every label, those in tables and behind numbers on lines of their own ((一)岗位职责) among them."""
    yield from (label.words for label in reading.labels)
    known = {label.start for label in reading.labels}
    for draft in (one for table in reading.tables for top in table.drafts for one in top.walk()):
        if draft.label is not None and draft.label.start not in known:
            yield draft.label.words
    ends = [match.start() for match in re.finditer("\n", reading.text)]  # looked for once, be the text one long line
    for mark in reading.marks:
        at = bisect_left(ends, mark.end)
        yield reading.text[mark.end : ends[at] if at < len(ends) else mark.end].strip()


def _opening(reading: Reading) -> str:
    """The first words of a text whose title runs on into it, up to the first mark or stop."""
    first = reading.marks[0].start if reading.marks else len(reading.text)
    return _STOP.split(reading.text[: min(first, _OPENING)], maxsplit=1)[0]


def _settle(reading: Reading, root: Draft, front: about.Preamble, title: str, families: tuple[Family, ...]) -> None:
    """From the raw tree to one whose every draft has its words and its kind."""
    give_back(reading.text, root)
    nest_labels(reading.text, root)
    nest_unknown(reading.text, root)
    release_levels(reading.text, root)
    gather(root)
    name_levels(reading.text, root)
    raise_heads(reading.text, root)
    ranks.level_with(reading.text, root)
    fill(reading.text, root)
    lift(root)
    posts.gather(reading.text, root)
    wrap_record(reading.text, root)
    lined = not without_lines(reading.text, len(reading.relaid.breaks))
    settler = Settler(reading.text, root, reading.labels, lined)
    settler.settle(root)
    root.children[:0] = before = [draft for span in front.rest for draft in settler.unmarked.statements(span)]
    for draft in before:  # several sentences are a paragraph, unless chapters begin them, and no titles with their texts
        said = sentences(reading.text, draft.text, "。！!") if draft.text is not None else []
        if len(said) > 1 and all(chapter(reading.text, *one) is None for one in said):
            settler.unmarked.loose.pop(id(draft), None)
    ranks.begun_anew(root)
    behind_levels(reading.text, root)
    settler.finish(root)
    ask_nothing(reading.text, root)
    list_skills(root)
    level_out(root)
    known = bool(families) or required(reading.text, title, root)
    Assigner(reading.text, root, reading.names, families, known).assign()
    if not lined:
        unjoin(reading.text, root)
    number_levels(root)


def _rights(text: str, entry: Entry) -> Rights | None:
    claim = about.rights(text)
    if claim is None and entry.rights is None:
        return None
    return Rights(statement=text[slice(*claim)] if claim else None, span=claim, note=entry.rights)


def _bounded(document: Document) -> bool:
    """Whether the last words stand in a table that the format closes: what ends in a cell with a border is whole."""
    last = next((block for block in reversed(document.blocks) if block.kind != "furniture"), None)
    return last is not None and last.table is not None and document.copy.format != "txt"


def _findings(
    reading: Reading, body: tuple[Node, ...], graded: tuple[Level, ...], bounded: bool
) -> tuple[list[Finding], tuple[str, ...]]:
    """Everything the document says against itself, and the titles it names and does not hold. bounded: it cannot be cut."""
    text, contents, named = reading.text, reading.contents, reading.named
    held = {id(entry) for entry, _ in named.values()}
    entries = contents.entries if contents else ()
    indices = {k for k, one in enumerate(entries) if id(one) in held or (one.printed, one.title) in reading.tabled}
    found, missing = findings.contents(contents, indices)
    listed = [m.group() for entry in entries if (m := reading.names.regex.match(entry.title))]
    found += findings.empty_levels(reading.names, listed, body)
    found += findings.claims(text, body, graded) + findings.numbering(body) + findings.orphans(body)
    found += findings.cells(body) + findings.strays(body) + lost.statements(body)
    cut = None if bounded else findings.ending(text, body)
    return found + ([cut] if cut else []), missing


def _completeness(document: Document, found: list[Finding], missing: tuple[str, ...]) -> Completeness:
    """cut: the text stops, the contents name more, or the site showed fewer pages than there are; else unknown."""
    copy = document.copy
    previewed = copy.previewed is not None and copy.pages is not None and copy.previewed < copy.pages
    if previewed or missing or any(f.code == "text-cut" for f in found):
        return Completeness(status="cut", missing=missing)
    return Completeness()


def _front(reading: Reading, root: Draft) -> about.Preamble:
    """Takes the preamble off the tree: what stands before the first child that is no label."""
    text, found = reading.text, reading.labels
    if reading.contents is not None:
        return about.read(text, (0, reading.contents.span[0]), found)
    index = about.leading(root.children)
    first = root.children[index] if index < len(root.children) else None
    until = first.chosen.mark.start if first and first.chosen else len(text)
    opening = about.opening_end(text, until)
    if raise_outline(text, root, (opening, root.own[1])):
        return about.read(text, (0, opening), found)
    end = about.preamble_end(
        text, 0, until - max(_heading_before(reading, first, until), _head_of_list(text, root, first, until))
    )
    if end == until:
        root.children = root.children[index:]
        root.own = (until, until)
    else:
        root.children = root.children[index:]
        root.own = (end, until)
    return about.read(text, (0, end), found)


def _heading_before(reading: Reading, first: Draft | None, until: int) -> int:
    """How many characters before a label that recurs are its own heading's line, and no part of the preamble."""
    words = first.label.words if first is not None and first.label is not None else ""
    if sum(label.words == words for label in reading.labels) < 2:
        return 0
    own = lines(reading.text, (0, until))
    title = len(own) > 1 and "\n" in reading.text[own[-1][1] : until] and titled(reading.text[slice(*own[-1])])
    two = len(own) > 3 and titled(reading.text[slice(*own[-2])]) and stopped(reading.text[slice(*own[-3])])
    return until - own[-1 - two][0] if title else 0


def _head_of_list(text: str, root: Draft, first: Draft | None, until: int) -> int:
    """How many characters before a list that begins anew later, a table or articles with chapters are its own heading's line,
    below the title.
    """
    opened = first.chosen if first is not None else None
    if opened is not None and opened.style == "table":
        above = lines(text, (0, until))
        heads = len(above) > 2 and titled(text[slice(*above[-1])]) and stopped(text[slice(*above[-2])])
        return until - above[-1][0] if heads or _heads_again(text, root, above) else 0
    if opened is None or opened.value != (1,):
        return 0
    anew = [k for k, c in enumerate(root.children) if c.chosen and c.style == opened.style and c.chosen.value == (1,)]
    again = len(anew) > 1 or (opened.style == "第条" and chaptered(text, root.children))
    own = lines(text, (0, until))
    own = own[: len(own) - told(text, own)] if opened.style == "level" else own
    if not again or len(own) < 2 or not titled(text[slice(*own[-1])]):
        return 0
    if opened.style == "level" and (many := told(text, own[:-1])) and len(own) > many + 2:
        return until - own[-2 - many][0]  # 现场作业 / what is said of it / 设备巡检 / 初级
    two = opened.style == "level" and len(own) > 3 and titled(text[slice(*own[-2])]) and stopped(text[slice(*own[-3])])
    return until - own[-1 - two][0]


def _heads_again(text: str, root: Draft, above: list[Span]) -> bool:
    """Whether the line above the first table stands above another too, or one that ends as it does (某某岗位说明书)."""
    words = text[slice(*above[-1])] if len(above) > 1 else ""
    tables = [child.chosen.mark.start for child in root.children if child.chosen is not None and child.style == "table"]
    others = [text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start].strip() for start in tables[1:]]
    return titled(words) and any(other[-_ALIKE:] == words[-_ALIKE:] for other in others)


def _with_contents(text: str, root: Draft, contents: Contents | None) -> list[Draft]:
    if contents is None:
        return root.children
    whole = trim(text, contents.heading[1], contents.span[1])
    node = Draft(contents.span, kind="toc", title=contents.heading, text=whole)
    return [node, *root.children]


def _cover(text: str, drafts: list[Draft], front: about.Preamble) -> None:
    """What belongs to no node, title or entry becomes a paragraph where it stands, so that nothing is lost."""
    spans = [s for d in drafts for one in d.walk() if (s := own_span(one)) and not wordless(one)]
    spans += [e.span for e in front.entries if e.span] + (
        [(front.label if front.label is not None else front.title[0], front.title[1])] if front.title else []
    )
    at = 0
    firsts: dict[int, int | None] = {}
    for start, end in [*sorted(spans), (len(text), len(text))]:
        if start > at and not all(map(is_separator, text[at:start])):
            gap = trim(text, at, start)
            _insert(drafts, Draft(gap, kind="para", text=gap, why=["belongs to nothing"]), firsts)
        at = max(at, end)


def _insert(drafts: list[Draft], stray: Draft, firsts: dict[int, int | None]) -> None:
    """Puts a draft where its place in the text says: behind the last draft that begins before it, beside it.

    firsts: where drafts begin, by identity, as far as it was asked for.
    """
    into, place = drafts, stray.own[0]
    above: list[Draft] = []
    while True:
        before = next((k for k in range(len(into) - 1, -1, -1) if _starts(into[k], firsts, place + 1) < place), None)
        if before is None:
            into.insert(0, stray)
            break
        last = into[before]
        if not last.children or all(_starts(c, firsts, 0) > place for c in last.children):
            into.insert(before + 1, stray)
            break
        above.append(last)
        into = last.children
    for draft in above:  # one without words of its own may begin with the stray
        firsts.pop(id(draft), None)


def _starts(draft: Draft, firsts: dict[int, int | None], nowhere: int) -> int:
    """Where a draft begins; `nowhere` for one without words."""
    if id(draft) not in firsts:
        firsts[id(draft)] = _first(draft)
    found = firsts[id(draft)]
    return nowhere if found is None else found


def _first(draft: Draft) -> int | None:
    return next((s[0] for one in draft.walk() if (s := own_span(one))), None)
