"""`Finding`: what a person should know of a standard, in both languages. Part of the records of `model`."""

from typing import Literal

from pipeline.blocks import Record
from pipeline.text import Span

Severity = Literal["defect", "review", "info"]
Scalar = str | int | float | bool | None
Parameter = Scalar | list[Scalar] | dict[str, Scalar]


class Finding(Record, frozen=True, kw_only=True):
    """What a person should know. span: in text.txt; node: a node's id; accepted: who says that it may stand, and why."""

    code: str
    severity: Severity
    message_en: str
    message_zh: str
    params: dict[str, Parameter] = {}
    node: str | None = None
    span: Span | None = None
    accepted: str | None = None

    def message(self, language: Literal["en", "zh"]) -> str:
        """What it says to a person."""
        return self.message_zh if language == "zh" else self.message_en
