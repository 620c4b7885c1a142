"""Pages of sites that no rule was written from: what invented sites put around a document, as data."""

import json
import random
from functools import cache
from typing import Any

from tests.support.outline import ROOT


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "tests" / "cases" / "site-pages.json").read_text(encoding="utf-8"))
    return found


def pages() -> int:
    """How many kinds of page there are."""
    return len(_table()["pages"])


def around(text: str, rng: random.Random, *, title: str, page: int | None = None) -> str:
    """A page of an invented site with `text` in it. page: which kind, else drawn."""
    table = _table()
    kind = table["pages"][rng.randrange(pages()) if page is None else page]
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
    return "\n".join(line.format(**words, others=others) for line in lines).replace("\0", text)
