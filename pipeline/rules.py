"""Rules are reviewed data: one loader for every `*.toml` of rules, and it refuses nonsense.

A rule file holds `[[rule]]` tables: id, pattern (a regular expression), why, hits (examples it must match), misses
(counter-examples it must not), and whatever further keys its reader needs, kept in `more`. Examples are run by the tests,
not at every start.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from pipeline.finders import Index
from pipeline.literals import at_head, has_all, longest, may_match, ways


@dataclass(frozen=True)
class Rule:
    """One reviewed pattern with its reason and its examples."""

    id: str
    pattern: re.Pattern[str]
    why: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    more: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def ways(self) -> tuple[tuple[frozenset[str], ...], ...]:
        """The words that whatever the pattern matches holds (`literals.ways`); none where it does not say."""
        return ways(self.pattern)

    @cached_property
    def longest(self) -> int:
        """Characters of the longest text that the pattern matches; a very large number where there is no bound."""
        return longest(self.pattern)

    @cached_property
    def find(self) -> Callable[[str], re.Match[str] | None]:
        """The first match in a text: looked for at its head alone where the pattern says that it is there."""
        return self.pattern.match if at_head(self.pattern) else self.pattern.search

    def may_match(self, text: str) -> bool:
        """Whether `text` holds the words of one of these ways: a quick look before the pattern is tried at every character."""
        return may_match(text, self.ways)

    def faults(self) -> list[str]:
        """What is wrong with the rule; empty where every example says what it should."""
        wrong = [f"{self.id}: misses its example {text!r}" for text in self.hits if not self.pattern.search(text)]
        wrong += [f"{self.id}: hits its counter-example {text!r}" for text in self.misses if self.pattern.search(text)]
        if self.pattern.search(""):
            wrong.append(f"{self.id}: matches the empty string")
        if not (self.hits and self.misses and self.why):
            wrong.append(f"{self.id}: needs a reason, an example and a counter-example")
        return wrong


class Sieve:
    """Several rules, and which of them a text may match: one look finds the words of all of them."""

    __slots__ = ("_always", "_freely", "_holders", "_index", "rules")

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._always = frozenset(index for index, rule in enumerate(self.rules) if not rule.ways)
        self._freely = tuple(self.rules[index] for index in sorted(self._always))
        self._holders: dict[str, list[tuple[int, tuple[frozenset[str], ...]]]] = {}
        for index, rule in enumerate(self.rules):
            for first, *others in rule.ways:
                for word in first:
                    self._holders.setdefault(word, []).append((index, tuple(others)))
        self._index = Index(self._holders)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def kept(self, text: str) -> list[Rule]:
        """Those of which `Rule.may_match` holds, in their order."""
        if not self._holders:
            return [*self._freely]
        found: set[int] = set()
        for word in self._index.held(text):
            for index, others in self._holders[word]:
                if index not in found and has_all(text, others):
                    found.add(index)
        return [self.rules[index] for index in sorted(found | self._always)] if found else [*self._freely]


@cache
def load_data(package: str, name: str) -> dict[str, Any]:
    """A TOML file that lies in `package`."""
    return tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))


@cache
def load_rules(package: str, name: str) -> tuple[Rule, ...]:
    """The `[[rule]]` tables of a TOML file in `package`, in file order.

    Raises ValueError where two rules share an id or a rule lacks one of its keys.
    """
    rules: list[Rule] = []
    for table in load_data(package, name).get("rule", []):
        more = dict(table)
        try:
            rule = Rule(
                more.pop("id"),
                re.compile(more.pop("pattern")),
                more.pop("why"),
                tuple(more.pop("hits")),
                tuple(more.pop("misses")),
                more,
            )
        except KeyError as missing:
            raise ValueError(f"{package}/{name}: a rule lacks {missing}: {table}") from missing
        rules.append(rule)
    ids = [rule.id for rule in rules]
    if len(ids) != len(set(ids)):
        raise ValueError(f"{package}/{name}: two rules share an id")
    return tuple(rules)
