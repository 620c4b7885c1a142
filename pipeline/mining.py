"""`biaozhun mine`: spinner pairs that the table does not list, found in one file, for a maintainer to review.

The file is read and cleaned as in `extract`; the miner sees it as the spinner's channel met it, for what that channel knows is
evidence for the rest. Nothing is written: a pair enters the table by hand.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.clean.mine import Proposal, mine
from pipeline.console import terminal
from pipeline.errors import SourceError, Why
from pipeline.extract import cleaned
from pipeline.language import Language, plural, say
from pipeline.lookup import stop
from pipeline.model import Document
from pipeline.reasons import refusal
from pipeline.text import replay

_CHANNEL = "spinner."


def mining(file: Path, sibling: Path | None, as_rules: bool, language: Language) -> None:
    """Print what the miner proposes for `file`: as a table, or as rules for pipeline/clean/rules/spinner.toml.

    sibling: a clean copy of the same or a like standard. Exits with 2 where a file is missing, with 1 where it cannot be read.
    """
    text = _as_met(_read(file, language))
    proposals = mine(text, str(_read(sibling, language).text) if sibling else None)
    if as_rules:
        print("\n".join(rules(proposals)), end="")
    elif proposals:
        _table(proposals, language)
    terminal(error=True).print(_sum(file, len(proposals), language), soft_wrap=True)


def _sum(file: Path, count: int, language: Language) -> str:
    return say("mined" if count else "mined-none", language, file=file, count=count, s=plural(count))


def _read(path: Path, language: Language) -> Document:
    if path.is_dir():
        stop(say("mine-folder", language, path=path), 2)
    try:
        return cleaned(path)
    except SourceError as error:
        if error.why is Why.MISSING:
            stop(say("no-path", language, path=path), 2)
        meaning, todo = refusal(error.why, language)
        todo = (error.advice if language == "en" else "") or todo  # what a reader says is in English
        stop(say("mine-unread", language, path=path, meaning=meaning.rstrip("。"), detail=error.detail, todo=todo), 1)


def _as_met(document: Document) -> str:
    """The text as the spinner's channel met it; where that changed nothing, the text as all channels left it."""
    text = document.text.source
    for step in document.text.steps:
        if step[0].rule.startswith(_CHANNEL):
            break
        text = replay(text, step)
    return text


# -------------------------------------------------------------------------------------------------------- output


def rules(proposals: Iterable[Proposal]) -> list[str]:
    """Each proposal as an entry of spinner.toml. What only a person can tell is marked with a comment."""
    made: list[str] = []
    for number, proposal in enumerate(proposals, start=1):
        hits = [context.replace("[", "").replace("]", "") for context in proposal.contexts]
        misses = list(dict.fromkeys(hit.replace(proposal.phrase, proposal.word) for hit in hits)) if proposal.word else []
        entries = {
            "id": f"phrase.mined-{number}",
            "pattern": proposal.phrase,
            "word": proposal.word,
            "face": 0,
            "why": "; ".join(proposal.why),
            "hits": hits,
            "misses": misses,
        }
        lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}{_note(key, value)}" for key, value in entries.items()]
        head = f"# confidence {proposal.confidence:g}, {proposal.times} hits"
        made.append("\n".join([head, "[[rule]]", *lines, ""]))
    return made


def _note(key: str, value: object) -> str:
    """What a maintainer has to look at."""
    notes = {"id": "name it", "face": "nats; above 0 only where the phrase is no Chinese by itself"}
    if value in ("", []):
        notes |= {"word": "not told: fill in", "misses": "good Chinese that it must leave alone"}
    return f"  # {notes[key]}" if key in notes else ""


def _table(proposals: Sequence[Proposal], language: Language) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("phrase", "word", "times", "sure", "evidence"):
        right = name in ("times", "sure")
        table.add_column(say(f"column-{name}", language), justify="right" if right else "left", overflow="fold")
    for one in proposals:
        evidence = Text("\n".join(one.why)).append("".join(f"\n{context}" for context in one.contexts), style="dim")
        word = Text(one.word) if one.word else Text(say("word-open", language), style="dim")
        table.add_row(Text(one.phrase), word, str(one.times), f"{one.confidence:g}", evidence)
    terminal().print(table)
