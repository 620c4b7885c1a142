"""Text files of separated values (csv): a table, where every row of the file has as many fields.

The signs between the fields tell, and how regular they are: two or more in each row, or one below a head of short titles. A
text that has commas otherwise is text.
"""

import csv
import re
from collections.abc import Sequence

from pipeline.ingest.compose import Composer, Words

_SIGNS = (",", ";", "\t")
_FEWEST = 3  # rows
_HEAD = re.compile(r"[^\d\s。；;！!？?，,][^。；;！!？?，,\n]{0,7}")


def table(text: str) -> Composer | None:
    """The table that a text is; None where it is none. Rows without a word are left out; one whose first field alone has words
    stands over all columns."""
    rows = next((rows for sign in _SIGNS if (rows := _rows(text, sign))), None)
    if rows is None:
        return None
    width = len(rows[0])
    composer = Composer()
    composer.table(
        Words(number, column, words, columns=width if _is_across(row) else 1)
        for number, row in enumerate(row for row in rows if any(row))
        for column, words in enumerate(row[:1] if _is_across(row) else row)
    )
    return composer


def _rows(text: str, sign: str) -> list[list[str]]:
    """The rows of a file whose fields a sign parts; none where it does not."""
    if sign not in text or (sign == "\t" and '"' not in text):  # tabs without quotes are read as lines
        return []
    try:
        rows = [[field.strip() for field in row] for row in csv.reader(_lines(text), delimiter=sign, strict=True)]
    except csv.Error:
        return []
    while rows and not rows[-1]:
        rows.pop()  # blank lines at the end
    width = len(rows[0]) if rows else 0
    if len(rows) < _FEWEST or width < 2 or any(len(row) != width for row in rows):
        return []
    return rows if width > 2 or _is_head(rows[0]) else []


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _is_head(row: Sequence[str]) -> bool:
    return len(set(row)) == len(row) and all(map(_HEAD.fullmatch, row))


def _is_across(row: Sequence[str]) -> bool:
    return bool(row[0]) and not any(row[1:])
