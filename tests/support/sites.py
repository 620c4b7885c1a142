"""Pages of sites that no rule was written from: what invented sites put around a document, as data."""

import json
import random
from functools import cache
from typing import Any

from tests.support.outline import ROOT

SHARING, STRANGE = "site-pages", "strange-pages"
"""Sites that share documents; pages of any other kind (tests/cases)."""


@cache
def _table(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "tests" / "cases" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def pages(name: str = SHARING) -> int:
    """How many kinds of page there are."""
    return len(_table(name)["pages"])


def around(text: str, rng: random.Random, *, title: str, page: int | None = None, name: str = SHARING) -> str:
    """A page of an invented site with `text` in it. page: which kind, else drawn; name: from which list."""
    table = _table(name)
    kind = table["pages"][rng.randrange(pages(name)) if page is None else page]
    words = {
        "title": title,
        "site": rng.choice(table["sites"]),
        "host": rng.choice(table["hosts"]),
        "user": rng.choice(table["users"]),
        "pages": str(rng.randint(3, 80)),
        "size": f"{rng.randint(10, 900)}.{rng.randint(1, 9)}",
        "number": str(rng.randint(10**7, 10**8)),
        "count": str(rng.randint(20, 9000)),
        "date": f"20{rng.randint(10, 24)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        "excerpt": "".join(text.split())[: rng.randint(60, 140)],
    }
    others = "\n".join(rng.sample(table["others"], rng.randint(4, 8)))
    lines = [*kind["head"], "\0", *kind["foot"]]
    made = [line.format(**words, others=others, other=rng.choice(table["others"])) for line in lines]
    return "\n".join(made).replace("\0", text)
