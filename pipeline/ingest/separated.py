"""Text files of separated values (csv): a table, where every row of the file has as many fields.

The signs between the fields tell, and how regular they are: two or more in each row, or one below a head of short titles. A
few lines without any, above the rows or below them, are what the table is called and what is noted. A text that has commas
otherwise is text.
"""

import csv
import re
from collections.abc import Sequence

from pipeline.ingest.compose import Composer, Words

_SIGNS = (",", ";", "\t")
_FEWEST = 3  # rows
_BESIDE = 3  # lines above the rows, and below them, that are not of the table
_HEAD = re.compile(r"[^\d\s。；;！!？?，,][^。；;！!？?，,\n]{0,7}")


def table(text: str) -> Composer | None:
    """The table that a text is; None where it is none. Rows without a word are left out; one whose first field alone has words
    stands over all columns."""
    found = next((found for sign in _SIGNS if (found := _rows(text, sign)) is not None), None)
    if found is None:
        return None
    above, rows, below = found
    width = len(rows[0])
    composer = Composer()
    for words in above:
        composer.block(words)
    composer.table(
        Words(number, column, words, columns=width if _is_across(row) else 1)
        for number, row in enumerate(row for row in rows if any(row))
        for column, words in enumerate(row[:1] if _is_across(row) else row)
    )
    for words in below:
        composer.block(words)
    return composer


def _rows(text: str, sign: str) -> tuple[list[str], list[list[str]], list[str]] | None:
    """The lines above the rows of a file whose fields a sign parts, the rows, the lines below; None where it parts none."""
    if sign not in text or (sign == "\t" and '"' not in text):  # tabs without quotes are read as lines
        return None
    try:
        rows = [[field.strip() for field in row] for row in csv.reader(_lines(text), delimiter=sign, strict=True)]
    except csv.Error:
        return None
    rows = [row for row in rows if len(row) > 1 or any(row)]
    first = next((k for k, row in enumerate(rows) if len(row) > 1), len(rows))
    last = next((k for k in range(len(rows), first, -1) if len(rows[k - 1]) > 1), first)
    above, rows, below = [row[0] for row in rows[:first]], rows[first:last], [row[0] for row in rows[last:]]
    width = len(rows[0]) if rows else 0
    if len(rows) < _FEWEST or any(len(row) != width for row in rows) or max(len(above), len(below)) > _BESIDE:
        return None
    return (above, rows, below) if width > 2 or _is_head(rows[0]) else None


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _is_head(row: Sequence[str]) -> bool:
    return len(set(row)) == len(row) and all(map(_HEAD.fullmatch, row))


def _is_across(row: Sequence[str]) -> bool:
    return bool(row[0]) and not any(row[1:])
