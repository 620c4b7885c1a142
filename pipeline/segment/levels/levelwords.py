"""Words of rank (初级, 资深), of posts and of heads that tell levels, as data."""

from functools import cache
from typing import Any

from pipeline.rules import load_data


@cache
def data() -> dict[str, Any]:
    return dict(load_data("pipeline.segment.levels", "levels.toml"))


@cache
def words() -> dict[str, int]:
    return {str(word): int(rank) for word, rank in data()["ranks"].items()}


def word_rank(name: str) -> int | None:
    """The rank of the word that a name begins with."""
    return words().get(name[:2])


@cache
def posts() -> dict[str, int]:
    return {str(word): int(rank) for word, rank in data()["posts"].items()}


@cache
def suffix() -> str:
    """A pattern for what is added to a level's name where it heads a column (测评标准, 要求)."""
    heads = data()["heads"]
    return f"(?:{'|'.join(heads['of'])})?(?:{'|'.join(heads['what'])})?"
