"""Stage clean: the damage that scraping did, undone channel by channel, every change an edit.

A channel is a module with `NAME`, `detect(text) -> Evidence | None`, `restore(text, evidence) -> Repair` and, where the damage
has a model, `damage(text, rng, …) -> str`. The order is that of `CHANNELS`: the last damage is undone first. Each channel sees
the text as the earlier ones left it, and its edits are one step of `Text`. Nothing here knows what any of them does.
"""

from collections.abc import Sequence
from typing import Any, Protocol

import msgspec

from pipeline.clean import (
    bullets,
    chrome,
    chunks,
    fields,
    gutter,
    layout,
    ocr,
    overprint,
    padding,
    pinyin,
    radicals,
    shift,
    spinner,
    stuffing,
    traditional,
    watermark,
    windows,
)
from pipeline.clean.doubled.doubles import everywhere
from pipeline.clean.doubled.moved import moved
from pipeline.clean.furniture import furniture_edits, furniture_facts
from pipeline.clean.glossed.glosses import has_tone
from pipeline.clean.site.frame import shown
from pipeline.clean.site.plain import forget
from pipeline.clean.site.spoken import said
from pipeline.model import Copy, Damage, Document, Edit, Evidence, Fact, Finding, Repair, Span, Text, replace
from pipeline.rows import rows_in

__all__ = ["CHANNELS", "Channel", "channels_of", "clean"]


class Channel(Protocol):
    """What this stage asks of a channel's module."""

    NAME: str

    def detect(self, text: str) -> Evidence | None:
        """That the channel damaged `text`, with its parameters."""
        ...

    def restore(self, text: str, evidence: Evidence) -> Repair:
        """Edits that undo it, findings, facts; spans count in `text`."""
        ...


CHANNELS: tuple[Channel, ...] = (
    radicals, ocr, gutter, chrome, shift, pinyin, stuffing, bullets, traditional,
    chunks, padding, watermark, fields, layout, spinner, windows, overprint,
)  # fmt: skip


def clean(document: Document) -> Document:
    """The document without what its format marks as heads and feet of pages, every channel's damage undone as far as is known.

    Copy gets the damage per channel and what the channels learned of the source, where nothing was known of it before. Spans
    of findings, those of earlier stages too, count in the text that comes out.
    """
    _forget()
    text = document.text
    aside = furniture_edits(document)
    found = [(finding, _in_source(text, finding.span)) for finding in document.findings]
    text = text.apply(aside)
    damage = [Damage(channel="furniture", edits=len(aside), certain=len(aside))] if aside else []
    facts: dict[str, Fact] = {}
    for channel in channels_of(document):
        evidence = channel.detect(str(text))
        if evidence is None:
            text = text.apply(_beside(document, text, damage)) if channel is chrome else text
            continue
        repair = channel.restore(str(text), evidence)
        found += [(finding, _in_source(text, finding.span)) for finding in repair.findings]
        facts = _facts(text, repair) | facts
        if evidence.hits or repair.edits:  # what is only doubted is no damage
            damage.append(_counted(evidence, repair))
        text = text.apply(repair.edits)
        text = text.apply(_beside(document, text, damage)) if channel is chrome else text
    _forget()
    if document.copy.title is None and "title" not in facts:
        facts |= furniture_facts(document)
    return replace(
        document,
        text=text,
        copy=_copy(document.copy, facts, damage),
        findings=tuple(_placed(text, finding, source) for finding, source in found),
    )


def _forget() -> None:
    """What channels remember of one document's text for each other is not kept for the next."""
    forget()
    for known in (rows_in, has_tone, moved, everywhere, shown, said):
        known.cache_clear()


def _beside(document: Document, text: Text, damage: list[Damage]) -> tuple[Edit, ...]:
    """What is left of the blocks that seem to stand beside a page's text, once the site's own words are gone."""
    edits = furniture_edits(replace(document, text=text), beside=True)
    if edits:
        certain = next((one.certain for one in damage if one.channel == "furniture"), 0)
        damage[:] = [one for one in damage if one.channel != "furniture"]
        damage.append(Damage(channel="furniture", edits=certain + len(edits), certain=certain, probable=len(edits)))
    return edits


def channels_of(document: Document) -> tuple[Channel, ...]:
    """Those that may have damaged the document: shapes are confused only where text was recognised."""
    recognised = any(block.confidence is not None for block in document.blocks)
    return CHANNELS if recognised else tuple(channel for channel in CHANNELS if channel is not ocr)


def _in_source(text: Text, span: Span | None) -> Span | None:
    return None if span is None else text.source_span(*span)


def _placed(text: Text, finding: Finding, source: Span | None) -> Finding:
    return finding if source is None else msgspec.structs.replace(finding, span=text.text_span(*source))


def _facts(text: Text, repair: Repair) -> dict[str, Fact]:
    """The repair's facts, with spans that count in the source."""
    facts = repair.facts or {}
    return {key: text.source_span(*value) if isinstance(value, tuple) else value for key, value in facts.items()}


def _counted(evidence: Evidence, repair: Repair) -> Damage:
    certain = sum(edit.certainty == "certain" for edit in repair.edits)
    count = len(repair.edits)
    return Damage(
        channel=evidence.channel, edits=count, certain=certain, probable=count - certain, parameters=evidence.parameters
    )


def _copy(copy: Copy, facts: dict[str, Fact], damage: Sequence[Damage]) -> Copy:
    """The copy with the damage, and the facts where it had none: what people entered in sources.csv has the last word."""
    new: dict[str, Any] = {key: value for key, value in facts.items() if getattr(copy, key) is None}
    return msgspec.structs.replace(copy, damage=(*copy.damage, *damage), **new)
