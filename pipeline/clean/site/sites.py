"""Known download sites: a file each in rules/sites/, with what names the site and rules of its own."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.literals import literals
from pipeline.rules import Rule, load_data, load_rules

_PACKAGE = "pipeline.clean"


@dataclass(frozen=True, slots=True)
class Site:
    """A known download site: what names it and what else it writes."""

    name: str
    marks: re.Pattern[str]
    words: tuple[str, ...]
    rules: tuple[Rule, ...]

    def named(self, text: str) -> int:
        """How often a text names it."""
        return len(self.marks.findall(text)) if any(word in text for word in self.words) else 0


@cache
def sites() -> tuple[Site, ...]:
    """Every site with a file of its own, in the order of the file names."""
    folder = files(_PACKAGE).joinpath("rules", "sites")
    names = sorted(f"rules/sites/{file.name}" for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(_site(name) for name in names)


def within(text: str) -> tuple[Site, ...]:
    """The sites that a part of a text may name: a word of each stands in it."""
    return tuple(site for site in sites() if any(word in text for word in site.words))


def _site(name: str) -> Site:
    data = load_data(_PACKAGE, name)
    marks = re.compile(data["marks"])
    return Site(data["name"], marks, literals(marks), load_rules(_PACKAGE, name))
