"""The two languages in which biaozhun speaks to people, and which of them a person's system asks for.

What is said stands in phrases.toml, each sentence in both languages side by side, so that none is changed in one alone.
"""

import locale
import os
from typing import Literal

Language = Literal["en", "zh"]


def spoken() -> Language:
    """Chinese where the locale is Chinese, else English. Asked in the order that POSIX gives: LC_ALL, LC_MESSAGES, LANG."""
    said = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), None)
    name = said or locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def say(phrase: str, language: Language, **words: object) -> str:
    """A phrase of phrases.toml with its words filled in."""
    from pipeline.rules import load_data  # here, for every command asks for a language and few say anything

    template: str = load_data("pipeline", "phrases.toml")[phrase][language]
    return template.format_map(words)


class Notes(list[str]):
    """What a person should know of a run, in that person's language."""

    def __init__(self, language: Language = "en") -> None:
        super().__init__()
        self.language = language

    def tell(self, phrase: str, **words: object) -> None:
        """Add a phrase of phrases.toml with its words filled in."""
        self.append(say(phrase, self.language, **words))


def plural(count: int) -> str:
    """The ending of an English noun: what `{s}` stands for in a phrase."""
    return "" if count == 1 else "s"
