"""How like two texts are, and which of two short rows of texts belong together."""

from collections.abc import Mapping, Sequence

LARGEST = 250_000  # pairs of texts that one gap between known brothers may ask for; a gap beyond it is left open


def similarity(one: str, other: str) -> float:
    """0–1: what the longest common subsequence covers of both texts; 0 where one is empty."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other) / 100 if one and other else 0.0


def aligned(
    before: Sequence[tuple[str, str]], now: Sequence[tuple[str, str]], least: float, close: float
) -> list[tuple[int, int, int | None]]:
    """Pairs of two rows of (kind, words) in order, so that their likeness adds up to the most; texts without words by kind.

    Each is (index before, index now, rival): another of before that is as like within `close`, or None. No pair is less like
    than `least`.
    """
    if not before or not now or len(before) * len(now) > LARGEST:
        return []
    likeness = [[_like(one, other) for other in now] for one in before]
    best = [[0.0] * (len(now) + 1) for _ in range(len(before) + 1)]
    for i in range(len(before) - 1, -1, -1):
        for j in range(len(now) - 1, -1, -1):
            taken = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= least else 0.0
            best[i][j] = max(taken, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int, int, int | None]] = []
    i = j = 0
    while i < len(before) and j < len(now):
        if likeness[i][j] >= least and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j, _rival(likeness, i, j, close)))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _like(one: tuple[str, str], other: tuple[str, str]) -> float:
    if not one[1] and not other[1]:
        return 1.0 if one[0] == other[0] else 0.0
    return similarity(one[1], other[1])


def _rival(likeness: Sequence[Sequence[float]], chosen: int, now: int, close: float) -> int | None:
    """Another row that is as like as the one chosen; texts that are the same to the letter leave no doubt."""
    own = likeness[chosen][now]
    others = [(row[now], index) for index, row in enumerate(likeness) if index != chosen and row[now] > own - close]
    return max(others)[1] if others and own < 1.0 else None


def likest(before: Mapping[int, str], now: Mapping[int, str], least: float, close: float) -> dict[int, tuple[int, int | None]]:
    """now → (before, rival): the likest pairs first, each text in one pair at most; none less like than `least`."""
    if len(before) * len(now) > LARGEST:
        return {}
    likeness = [(similarity(was, words), old, new) for new, words in now.items() for old, was in before.items()]
    ranked = sorted((one for one in likeness if one[0] >= least), key=lambda one: (-one[0], one[1], one[2]))
    made: dict[int, tuple[int, int | None]] = {}
    taken: set[int] = set()
    for like, old, new in ranked:
        if new not in made and old not in taken:
            rivals = [other for likes, other, there in ranked if there == new and other != old and likes > like - close]
            made[new] = old, rivals[0] if rivals else None
            taken.add(old)
    return made
