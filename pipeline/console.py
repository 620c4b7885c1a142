"""What the commands print on: a terminal that shows words as they are, and text wrapped below an indent."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

_NARROWEST = 20  # columns for words, however far they are indented


def terminal(error: bool = False) -> "Console":
    """stdout or stderr; words are never taken for markup, and colour goes to a terminal only."""
    from rich.console import Console

    return Console(stderr=error, highlight=False, emoji=False, markup=False)


def wrapped(console: "Console", words: str, indent: int = 0, style: str | None = None) -> None:
    """Print words in lines that fit the console, each below the indent and without blanks at its end. No words: no line."""
    from rich.text import Text

    for line in Text(words).wrap(console, max(console.width - indent, _NARROWEST)) if words else ():
        line.rstrip()
        console.print(Text(" " * indent).append_text(line), style=style, soft_wrap=True)
