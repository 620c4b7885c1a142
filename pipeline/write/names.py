"""What kinds, families, channels and figures are called in standard.md."""

from collections.abc import Mapping

from pipeline.model import Node
from pipeline.rules import load_data
from pipeline.write.escape import chip

_BEGINNING = 15  # characters that tell a text from others


def name(group: str, word: str) -> str:
    """The Chinese name of a word of the program's, from words.toml; the word itself where it has none."""
    found = load_data("pipeline.write", "words.toml")[group].get(word, word)
    return str(found)


def figure(value: float) -> str:
    """A number as people write it: 5, 2.5."""
    return f"{value:g}"


def percent(value: float) -> str:
    """A weight of 0–1 as a percentage: 15%, 2.5%."""
    return f"{round(value * 100, 4):g}%"


def reference(node: Node) -> str:
    """What a reader calls a node that another refers to: its level, else its number and its title or how its text begins."""
    if node.kind == "level" and node.level:
        return node.level
    number, text = node.number or "", node.text or ""
    words = node.title or (text if len(text) <= _BEGINNING else f"{text[:_BEGINNING]}…")
    gap = " " if number and words and not number.endswith(("、", "．")) else ""
    return f"{number}{gap}{words}" or name("kinds", node.kind)


def remarks(node: Node, parent: Node | None, called: Mapping[str, str]) -> str:
    """Labels for what the program read from the words and the words do not show as clearly: level, score, weight …

    called: what a reader calls the nodes that others refer to, by their ids.
    """
    printed = f"{node.number or ''}{node.title or ''}{node.text or ''}"
    said: list[str] = []
    if node.level and node.kind != "level" and node.level not in printed and (parent is None or node.level != parent.level):
        said.append(node.level)
    if node.score is not None and f"{figure(node.score)}分" not in printed:
        said.append(f"{figure(node.score)}分")
    if node.weight is not None and percent(node.weight) not in printed:
        said.append(f"权重{percent(node.weight)}")
    if node.key:
        said.append("关键条件")
    if node.deduct is not None:
        said.append(f"扣{figure(node.deduct.points)}分{'/' + node.deduct.per if node.deduct.per else ''}")
    if node.refs:
        said.append("参见 " + "、".join(called.get(ref, ref) for ref in node.refs))
    return "".join(" " + chip(one) for one in said)
