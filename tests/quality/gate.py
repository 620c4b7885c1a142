"""Quality is a floor, tied to the corpus it was measured on.

The gate is shut when a figure falls below its floor, and also when gold or inputs changed without being measured again.
Updating pins the corpus and raises floors; it lowers one only when told so in so many words.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from tests.support.outline import CORPUS, GOLD, ROOT

FLOORS = Path(__file__).with_name("floors.json")
NOISE = 0.0005  # less than one misplaced node does to the smallest document, and more than rounding does


@dataclass
class Floors:
    """What was pinned: the digest of the corpus, and the least that each figure may be."""

    corpus: str = ""
    floors: dict[str, float] = field(default_factory=dict)


def digest(parts: Mapping[str, bytes]) -> str:
    """SHA-256 of named parts; names, lengths and contents count, their order does not."""
    found = sha256()
    for name in sorted(parts):
        found.update(f"{name}\0{len(parts[name])}\0".encode())
        found.update(parts[name])
    return found.hexdigest()


def inputs() -> dict[str, bytes]:
    """Everything that is measured on: the corpus, the gold, the sources, and how documents are rendered from outlines."""
    paths = [*CORPUS.glob("*.outline"), *GOLD.iterdir(), *(ROOT / "raw").glob("*.txt")]
    paths += [ROOT / "tests" / "support" / name for name in ("shapes.py", "render.py", "tables.py", "damage.py")]
    paths += [ROOT / "tests" / "support" / name for name in ("chains.py", "cleantext.py", "sites.py", "synonyms.py")]
    cases = ("clean-words", "clean-passages", "site-pages", "strange-pages")
    paths += [ROOT / "tests" / "cases" / f"{name}.json" for name in cases]
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}


def read_floors(path: Path = FLOORS) -> Floors:
    """What was pinned; nothing where the file is not there yet."""
    if not path.exists():
        return Floors()
    return Floors(**json.loads(path.read_text(encoding="utf-8")))


def verdict(pinned: Floors, corpus: str, scores: Mapping[str, float]) -> list[str]:
    """Reasons to fail; empty means the gate is open."""
    if corpus != pinned.corpus:
        return ["gold or inputs changed: measure again and re-pin (python -m tests.quality --update)"]
    if scores.keys() != pinned.floors.keys():
        strange = sorted(scores.keys() ^ pinned.floors.keys())
        return [f"what is measured and what is pinned differ: {', '.join(strange[:5])}"]
    fallen = [key for key, floor in sorted(pinned.floors.items()) if scores[key] < floor - NOISE]
    return [f"{key}: {scores[key]:.4f} < {pinned.floors[key]:.4f}" for key in fallen]


def updated(pinned: Floors, corpus: str, scores: Mapping[str, float], lower: bool = False) -> Floors:
    """The floors after an update. A figure below its floor keeps the floor, unless `lower`."""
    old = {} if lower else pinned.floors
    return Floors(corpus, {key: round(max(value, old.get(key, 0.0)), 4) for key, value in sorted(scores.items())})


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Replaces the file at once or not at all."""
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(floors.__dict__, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(draft, path)
