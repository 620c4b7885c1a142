"""The longest rising part of a row, held against trying every part of short rows."""

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rising import rising


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 9), max_size=9))
def test_no_rising_part_is_longer(places: list[int]) -> None:
    kept = [places[index] for index in rising(places)]
    assert all(a < b for a, b in pairwise(kept))
    parts = (part for size in range(len(places) + 1) for part in combinations(places, size))
    longest = max(len(part) for part in parts if all(a < b for a, b in pairwise(part)))
    assert len(kept) == longest
