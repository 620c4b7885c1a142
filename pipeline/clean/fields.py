"""Channel fields: a converter wrote out the instructions of a word processor's fields beside what they show.

Mechanism: a document's page numbers, links and tables of contents are fields, each an instruction (PAGE \\* MERGEFORMAT) and
the text that it makes. A converter that knows nothing of fields gives both. The instruction goes, its text stays, and is what
the page had. Only what no author writes is taken for one (rules/fields.toml), so that every edit is certain: one who speaks of
an instruction goes on behind it, where a field's text would stand. What a page number leaves is for `layout` to see.
"""

import random
import re

from pipeline.model import Edit, Evidence, Repair
from pipeline.rules import load_data, load_rules

NAME = "fields"
_PACKAGE, _FILE = "pipeline.clean", "rules/fields.toml"


def detect(text: str) -> Evidence | None:
    """How many instructions there are."""
    found = _found(text)
    return Evidence(NAME, len(found), {}, found) if found else None


def restore(text: str, evidence: Evidence) -> Repair:
    """Edits that drop them."""
    return Repair(tuple(evidence.worked_out(list, lambda: _found(text)) or ()))


def _found(text: str) -> list[Edit]:
    if not any(key in text for key in load_data(_PACKAGE, _FILE)["keys"]):
        return []
    found: list[Edit] = []
    spans = ((*match.span(), rule.id) for rule in load_rules(_PACKAGE, _FILE) for match in rule.pattern.finditer(text))
    spoken = re.compile(load_data(_PACKAGE, _FILE)["spoken"])
    for start, end, rule in sorted(spans):
        if rule == "switches" and "_" not in text[start:end] and spoken.match(text, end):
            continue
        if not found or start >= found[-1].end:
            found.append(Edit(start=start, end=end, old=text[start:end], new="", rule=f"{NAME}.{rule}", certainty="certain"))
    return found


def damage(text: str, rng: random.Random) -> str:
    """What such a converter makes of a text: some lines are headings to which a table of contents leads."""
    number = rng.randint(10**7, 10**8)
    lines = [
        f'HYPERLINK \\l "_Toc{number + at}" {line}' if line.strip() and rng.random() < 0.2 else line
        for at, line in enumerate(text.split("\n"))
    ]
    return "\n".join(lines)
