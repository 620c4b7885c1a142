"""The way back to the source: edits replay, and every span that names source.txt is the one the edits give."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.check.fault import Fault
from pipeline.model import Block, Edit, Span, Standard, Text, walk


def rebuild(source: str, edits: Sequence[Edit]) -> tuple[Text | None, list[Fault]]:
    """source.txt with edits.jsonl applied, or None where an edit does not fit; what is wrong with the edits."""
    text = Text(source)
    faults = list(_order(edits))
    if faults:
        return None, faults
    for _, step in groupby(edits, key=lambda edit: edit.step):
        listed = list(step)
        try:
            after = text.apply(listed)
        except ValueError as error:
            return None, [*faults, Fault("edit-unfit", "edits.jsonl", {"detail": str(error)})]
        for said, true in zip(listed, after.steps[-1], strict=True):
            if said.source != true.source:
                faults.append(Fault("edit-source", "edits.jsonl", _params(said, true.source)))
        text = after
    return text, faults


def _params(edit: Edit, true: Span | None) -> dict[str, object]:
    return {"step": edit.step, "start": edit.start, "said": edit.source, "true": true}


def _order(edits: Sequence[Edit]) -> Iterator[Fault]:
    """Steps count 1, 2, 3 … and places rise inside a step: what replay and people reading the file rely on."""
    step, place = 0, (0, 0)
    for edit in edits:
        here = (edit.start, edit.end)
        if not (edit.step == step and here >= place) and edit.step != step + 1:
            yield Fault("step-order", "edits.jsonl", {"step": edit.step, "start": edit.start})
            return
        step, place = edit.step, here


def replay_faults(text: Text, written: str) -> Iterator[Fault]:
    """text.txt is what the edits give."""
    made = str(text)
    if made != written:
        at = next((i for i, (a, b) in enumerate(zip(made, written, strict=False)) if a != b), min(len(made), len(written)))
        yield Fault("replay", "text.txt", {"at": at})


def source_faults(standard: Standard, text: Text) -> Iterator[Fault]:
    """source_span of every node is where the edits say its words stand."""
    for node in walk(standard.body):
        if node.span is None or not 0 <= node.span[0] <= node.span[1] <= len(text):
            continue
        true = text.source_span(*node.span)
        if node.source_span != true:
            yield Fault("source-span", "standard.json", {"said": node.source_span, "true": true}, node.id)


def block_faults(blocks: Sequence[Block], text: Text) -> Iterator[Fault]:
    """Blocks lie in source.txt, and in text.txt where the edits say."""
    for index, block in enumerate(blocks):
        if not 0 <= block.span[0] <= block.span[1] <= len(text.source):
            what = {"what": f"block {index}", "span": block.span, "file": "source.txt"}
            yield Fault("span-outside", "blocks.jsonl", what)
        elif block.text_span != (true := text.text_span(*block.span)):
            yield Fault("block-text", "blocks.jsonl", {"index": index, "said": block.text_span, "true": true})
