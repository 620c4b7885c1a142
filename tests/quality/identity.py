"""How many nodes keep their uid and how many corrections survive when a source changes:  python -m tests.quality.identity [20]

Every document of the corpus and every source, as clean text, is standardised with a ledger and with corrections at random
statements; then its text is changed at random (characters dropped or changed, a statement inserted, removed or moved, the
numbers of a list raised) and standardised again with that ledger. Words that nothing touched must keep their uid, reworded
ones (at least 0.8 alike) nearly always, no uid may be on two nodes, and every correction is either applied or told.
"""

import json
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from rapidfuzz import fuzz

from pipeline.corrections import Listed, accept_findings, correct_tree, correct_words, read_corrections
from pipeline.identity import Identity
from pipeline.ids import identify
from pipeline.model import Document, Node, Standard, walk
from pipeline.segment import segment
from tests.support import render
from tests.support.outline import corpus

ROOT = Path(__file__).parent.parent.parent
LEAST = 8  # characters of a statement that is changed


@dataclass(slots=True)
class Kept:
    """Counts over all changed texts. lost: corrections that are neither applied nor told."""

    unchanged: Counter[bool] = field(default_factory=Counter)
    reworded: Counter[bool] = field(default_factory=Counter)
    twice: int = 0
    corrections: Counter[str] = field(default_factory=Counter)


def texts() -> dict[str, str]:
    """The clean text of every document, by name."""
    found = {outline.name: render.lines(outline) for outline in corpus()}
    found |= {path.parent.name: path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("normalized/*/text.txt"))}
    return found


def measure(times: int, names: list[str] | None = None) -> Kept:
    """Each document changed so many times."""
    kept = Kept()
    with TemporaryDirectory() as folder:
        for name, text in texts().items():
            if names is None or name in names:
                _document(name, text, times, Path(folder) / "corrections.jsonl", kept)
    return kept


def _standard(
    text: str, ledger: tuple[Identity, ...], listed: tuple[Listed, ...]
) -> tuple[Standard, tuple[Identity, ...], Document]:
    document = correct_words(render.document(text), listed)
    standard, ledger = identify(correct_tree(segment(document, render.entry()), document, listed), ledger)
    return accept_findings(standard, document, listed), ledger, document


def _document(name: str, text: str, times: int, file: Path, kept: Kept) -> None:
    rng = random.Random(name)
    plain = segment(render.document(text), render.entry())
    for _ in range(times):
        listed = _corrections(plain, text, rng, file)
        before, ledger, _ = _standard(text, (), listed)
        leaves = [
            node for node in walk(before.body) if node.span and node.text and len(node.text) >= LEAST and "\n" not in node.text
        ]
        changed, renamed = _changed(text, leaves, rng)
        after, _, document = _standard(changed, ledger, listed)
        _compare(before, after, renamed, kept)
        _survived(listed, after, document, kept)


def _words(node: Node) -> str:
    return (node.title or "") + (node.text or "")


def _compare(before: Standard, after: Standard, renamed: dict[str, str], kept: Kept) -> None:
    was, now = list(walk(before.body)), list(walk(after.body))
    uids = Counter(node.uid for node in now)
    kept.twice += sum(count > 1 for count in uids.values())
    once = Counter(map(_words, was)), Counter(map(_words, now))
    uid_of = {_words(node): node.uid for node in now}
    for node in was:
        words = _words(node)
        if not words or once[0][words] > 1:
            continue
        new = renamed.get(words)
        if new is None and once[1][words] == 1:
            kept.unchanged[uid_of[words] == node.uid] += 1
        elif new is not None and once[1][new] == 1 and fuzz.ratio(words, new) >= 80:
            kept.reworded[uid_of[new] == node.uid] += 1


def _changed(text: str, leaves: list[Node], rng: random.Random) -> tuple[str, dict[str, str]]:
    """The text after one to four changes of its statements, and the words that were changed by their words of before."""
    renamed: dict[str, str] = {}
    for node in rng.sample(leaves, min(len(leaves), rng.randint(1, 4))):
        words = node.text or ""
        if text.count(words) != 1:
            continue
        at = text.index(words)
        begin, end = text.rfind("\n", 0, at) + 1, (text.find("\n", at) + 1) or len(text)
        how = rng.choice(("drop", "change", "insert", "remove", "move", "renumber"))
        if how in ("drop", "change"):
            place = rng.randrange(1, len(words) - 1)
            new = words[:place] + ("" if how == "drop" else "新") + words[place + 1 :]
            renamed[_words(node)] = _words(node).replace(words, new)
            text = text.replace(words, new)
        elif how == "insert":
            new = f"按规定{rng.choice(('登记', '复核', '上报', '归还'))}所领用的第{rng.randint(2, 99)}号物品。"
            text = f"{text[:end]}{_number(text[begin:at])}{new}\n{text[end:]}"
        elif how == "remove":
            text = text[:begin] + text[end:]
        elif how == "move":
            line, rest = text[begin:end], text[:begin] + text[end:]
            other = rng.choice([m.end() for m in re.finditer("\n", rest)] or [0])
            text = rest[:other] + line + rest[other:]
        else:
            text = text[:begin] + re.sub(r"\d+", lambda m: str(int(m[0]) + 1), text[begin:at]) + text[at:]
    return text, renamed


def _number(mark: str) -> str:
    return re.sub(r"\d+", lambda m: str(int(m[0]) + 1), mark) if mark.strip() else ""


def _corrections(plain: Standard, text: str, rng: random.Random, file: Path) -> tuple[Listed, ...]:
    """Two corrections at random statements that stand once in the text."""
    fit = [n for n in walk(plain.body) if n.kind == "criterion" and n.text and len(n.text) >= LEAST and text.count(n.text) == 1]
    lines = []
    for node in rng.sample(fit, min(2, len(fit))):
        quote = (node.text or "")[:LEAST]
        if text.count(quote) == 1:
            change = rng.choice([{"score": 3}, {"kind": "item"}, {"text": quote + "均"}])
            lines.append(json.dumps({"quote": quote, "change": change, "reason": "r", "author": "a"}, ensure_ascii=False))
    file.write_text("\n".join(lines), encoding="utf-8")
    return read_corrections(file)


def _survived(listed: tuple[Listed, ...], after: Standard, document: Document, kept: Kept) -> None:
    told = {finding.params.get("line") for finding in after.findings if finding.code.startswith("correction-")}
    edits = {edit.old for edit in document.text.edits if edit.rule.startswith("corrections.")}
    marked = Counter(why for node in walk(after.body) for why in node.why if why.startswith("correction."))
    expected: Counter[str] = Counter()
    for one in listed:
        if one.correction is None:
            continue
        if one.line in told:
            kept.corrections["told"] += 1
        elif one.correction.key == "text":
            kept.corrections["applied" if one.correction.quote in edits else "lost"] += 1
        else:
            expected[f"correction.{one.correction.key}: a: r"] += 1
    kept.corrections["applied"] += sum((expected & marked).values())
    kept.corrections["lost"] += sum((expected - marked).values())


def share(counts: Counter[bool]) -> float:
    return counts[True] / max(1, counts.total())


def main(times: int) -> None:
    kept = measure(times)
    print(f"unchanged nodes that keep their uid   {share(kept.unchanged):.4f} of {kept.unchanged.total():,}")
    print(f"reworded nodes that keep their uid    {share(kept.reworded):.4f} of {kept.reworded.total():,}")
    print(f"uids on two nodes                     {kept.twice}")
    c = kept.corrections
    print(f"corrections applied, told, lost       {c['applied']}, {c['told']}, {c['lost']}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
