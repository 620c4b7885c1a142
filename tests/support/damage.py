"""Damages a document as the sites do, by the forward models of the cleaning channels, with parameters drawn by a seed.

A chain is what one kind of site does, in the order in which the damage happens. A chain of which a channel has no forward
model is not run; `absent` names them, so that a table of results can say what it did not measure.
"""

import inspect
import random
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from tests.support.outline import Outline
from tests.support.render import flat, fold, lines

Step = Callable[..., str]

# glossed: converted to traditional characters with pinyin, as sources 001 and 002; doubled: overlapped windows, as 004;
# spun: words swapped by an article spinner, as 000.
CHAINS: dict[str, tuple[str, ...]] = {
    "glossed": ("chunks", "traditional", "pinyin", "shift", "chrome"),
    "doubled": ("windows", "fold", "chunks", "chrome"),
    "spun": ("spinner", "chrome"),
}


def damaged(outline: Outline, chain: str, seed: int = 0) -> str:
    """The flattened document after the chain; the same seed gives the same damage.

    Raises ValueError where a channel of the chain has no forward model.
    """
    rng = random.Random(f"{outline.name}/{chain}/{seed}")
    text = lines(outline) if chain == "doubled" else flat(outline)
    for name in CHAINS[chain]:
        step = _fold if name == "fold" else _step(name)
        if step is None:
            raise ValueError(f"{chain}: the channel {name} has no forward model")
        text = step(text, rng, **_accepted(step, _parameters(outline, rng)))
    return text


def absent() -> dict[str, list[str]]:
    """The chains that cannot be run, each with its channels that have no forward model."""
    missing = {chain: [name for name in names if name != "fold" and _step(name) is None] for chain, names in CHAINS.items()}
    return {chain: names for chain, names in missing.items() if names}


def _step(name: str) -> Step | None:
    module = f"pipeline.clean.{name}"
    return getattr(import_module(module), "damage", None) if find_spec(module) else None


def _fold(text: str, rng: random.Random) -> str:
    """Line breaks are lost and fullwidth signs folded; a doubled text has to pass here after its doubling."""
    return fold(text.replace("\n", ""))


def _parameters(outline: Outline, rng: random.Random) -> dict[str, Any]:
    """What a site might have been set to: table sizes and lengths in characters."""
    return {
        "title": outline.roots[0].title,
        "size": rng.randint(8, 120),
        "length": rng.randint(200, 600),
        "window": rng.randint(4, 8),
        "overlap": rng.randint(1, 2),
    }


def _accepted(step: Step, parameters: dict[str, Any]) -> dict[str, Any]:
    known = inspect.signature(step).parameters
    return {name: value for name, value in parameters.items() if name in known}
