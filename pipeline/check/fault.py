"""A fault: what makes the files of a standard untrustworthy. (A finding is about the document, a fault about our files.)"""

from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline.rules import load_data


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken promise. code: see messages.toml; file: name in the folder; node: id of the node it is about."""

    code: str
    file: str
    params: dict[str, Any] = field(default_factory=dict)
    node: str | None = None

    def message(self, language: Literal["en", "zh"] = "en") -> str:
        """What is wrong, as a sentence."""
        template: str = load_data("pipeline.check", "messages.toml")[self.code][language]
        return template.format_map(self.params)

    def __str__(self) -> str:
        place = f"{self.file} {self.node}" if self.node else self.file
        return f"{place}: {self.message()}"
