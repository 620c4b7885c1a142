"""What the miner proposes for pairs that no table lists, measured on documents of our own spun with pairs drawn at random.

Half of the draws have a clean sibling, half only the document itself. A proposal is right where its phrase and its word are
those of the pair; where it leaves the word open, where the phrase is. A pair counts as found where a proposal names its phrase.
"""

import random
import re
from dataclasses import dataclass

from pipeline.clean.mine import mine
from tests.support.chains import originals
from tests.support.synonyms import pairs as synonyms
from tests.support.synonyms import spin

DRAWS = 24
"""Documents spun."""
OFTEN = 3
"""Times that a word must stand in the document to be drawn."""
NOUNS = (
    *("合约", "支付", "资金", "条款", "甲方", "乙方", "违约", "赔偿", "仲裁", "担保", "抵押"),
    *("账户", "发票", "股权", "税务", "租赁", "装潢", "工期", "图纸", "监理", "票据", "质押"),
)
WORDS = (
    *("客户", "需求", "策略", "目标", "分析", "公司", "市场", "技术", "工作", "服务", "质量"),
    *("设备", "安全", "培训", "考核", "检查", "标准", "资料", "记录", "计划", "销售", "能力"),
)


@dataclass
class Mined:
    """Proposals in all, right ones; pairs put in, found ones."""

    proposals: int = 0
    right: int = 0
    pairs: int = 0
    found: int = 0


def mined() -> dict[str, Mined]:
    """With a sibling, alone, and alone where the phrases are chains of synonyms."""
    result = {"sibling": Mined(), "alone": Mined(), "synonyms": Mined()}
    names = sorted(originals())
    for seed in range(DRAWS):
        rng = random.Random(f"mined/{seed}")
        clean = originals()[rng.choice(names)]
        if chains := synonyms(clean, random.Random(f"synonyms/{seed}")):
            _count(result["synonyms"], {phrase: word for word, phrase in chains.items()}, spin(clean, chains), None)
        pairs = _pairs(clean, rng)
        if not pairs:
            continue
        spun = re.sub("|".join(sorted(pairs, key=len, reverse=True)), lambda match, pairs=pairs: pairs[match[0]], clean)  # type: ignore[misc]
        kind = "sibling" if seed % 2 else "alone"
        _count(result[kind], {phrase: word for word, phrase in pairs.items()}, spun, clean if kind == "sibling" else None)
    return result


def _pairs(clean: str, rng: random.Random) -> dict[str, str]:
    """Up to four words of the document, each with a phrase of another make."""
    words = [word for word in WORDS if clean.count(word) >= OFTEN]
    words = rng.sample(words, min(4, len(words)))
    nouns = [noun for noun in NOUNS if noun not in clean]
    makes = rng.sample(range(4), 4)
    return {word: _phrase(word, make, rng, nouns) for word, make in zip(words, makes, strict=False)}


def _phrase(word: str, make: int, rng: random.Random, nouns: list[str]) -> str:
    outer, inner = rng.sample(nouns, 2)
    return (
        outer + outer + inner, "".join(rng.sample(nouns, rng.randint(4, 6))), outer + word + outer,
        rng.choice(("相关", "有关", "指定", "相应")) + word,
    )[make]  # fmt: skip


def _count(result: Mined, expected: dict[str, str], spun: str, sibling: str | None) -> None:
    found = mine(spun, sibling)
    result.proposals += len(found)
    result.right += sum(one.phrase in expected and one.word in ("", expected[one.phrase]) for one in found)
    result.pairs += len(expected)
    result.found += len(expected.keys() & {one.phrase for one in found})
