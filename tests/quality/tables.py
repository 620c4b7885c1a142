"""The tables of restoration: per kind of damage, per channel on the sources, how sure is sure, what the miner finds."""

from rich.table import Table

from tests.quality.restoration import STEPS_OF_SURENESS, Restoration, Restored

_MINED = {
    "sibling": "with a clean sibling",
    "alone": "from the document alone",
    "synonyms": "from the document alone, chains of synonyms",
}


def per_kind(result: Restoration) -> Table:
    """Characters of our own documents, drawn at random: damaged, restored, missed, harmed; share that differs."""
    columns = ("characters", "damaged", "exact", "probable", "missed", "of it told", "harmed", "CER", "worst")
    table = Table("damage", title="Restored, on documents of our own with parameters drawn at random")
    for column in columns:
        table.add_column(column, justify="right")
    for kind, one in result.accounts.items():
        counts = (one.characters, one.damaged, one.exact, one.probable, one.missed, one.told, one.harmed)
        table.add_row(kind, *(f"{count:,}" for count in counts), f"{one.mean:.3%}", f"{one.worst:.2%}")
    return table


def per_channel(restored: Restored) -> Table:
    """Characters that each channel changed on the sources, as far as there is gold."""
    table = Table("channel", title="Restored, on the sources with gold: characters changed")
    for column in ("exact", "probable", "missed", "harmed"):
        table.add_column(column, justify="right")
    for channel, changed in restored.sources.items():
        table.add_row(channel, *(f"{changed[key]:,}" for key in ("certain", "probable", "missed", "harmed")))
    return table


def sureness(result: Restoration) -> Table:
    """Whether repairs said to be so sure were right as often."""
    table = Table("said", title="Repairs that are not certain: how sure they were said to be, and how many were right")
    for column in ("edits", "mean said", "right"):
        table.add_column(column, justify="right")
    low = 0.5
    for top in STEPS_OF_SURENESS:
        one = result.sureness.get(top)
        if one is not None:
            table.add_row(
                f"{low:.2f}–{min(top, 1):.2f}", f"{one.edits:,}", f"{one.said / one.edits:.3f}", f"{one.right / one.edits:.3f}"
            )
        low = top
    return table


def sentences(restored: Restored) -> list[str]:
    """The figures that need no table."""
    drawn = restored.drawn
    wrong = ", ".join(f"{rule} {count}" for rule, count in sorted((+drawn.wrong).items())) or "none"
    lines = [
        f"certain edits: {drawn.certain:,}, wrong: {wrong}",
        f"calibration (1 less the mean distance of said and right): {drawn.calibration:.3f}",
    ]
    for kind, one in restored.mined.items():
        with_ = _MINED[kind]
        lines.append(f"miner, {with_}: {one.right} of {one.proposals} proposals right, {one.found} of {one.pairs} pairs found")
    characters, changed = restored.clean
    return [*lines, f"clean text: {characters:,} characters, {changed} edits that change its wording"]
