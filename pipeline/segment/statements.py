"""Statements run together without a mark: cut before the words that open one, never behind a comma or a conjunction.

Two questions: how many statements are there (`cut`), and where are the seams when the number is known (`into`).
"""

import re

from pipeline.segment.words import Word, tagged
from pipeline.text import Span

OPENERS = {
    "具有": 2.0, "具备": 2.0, "能够": 1.6, "能": 1.0, "熟悉": 1.8, "了解": 1.3, "善于": 1.9, "掌握": 1.4, "根据": 1.5, "在": 1.0, "对": 0.9,
    "对于": 1.6, "及时": 1.0, "明确": 1.0, "利用": 1.3, "严格": 1.2, "关注": 1.4, "熟练": 1.5, "按照": 1.1, "按": 0.7, "学会": 1.5, "理解": 1.1,
    "进一步": 1.4, "精通": 1.7, "擅长": 1.7, "有": 0.8, "独立": 1.1, "负责": 1.3, "参与": 1.0, "组织": 0.8, "制定": 0.8, "协助": 1.0, "指导": 0.8,
    "从": 0.9, "通过": 1.0, "针对": 1.1, "做": 0.5, "承担": 1.0, "主持": 1.2, "建立": 0.7, "遵守": 1.3, "完成": 0.6, "定期": 1.0, "准确": 0.8,
    "积极": 1.0, "不断": 0.9, "熟知": 1.7, "充分": 0.8, "认真": 1.0, "正确": 0.8, "合理": 0.7, "与": 0.5, "主动": 0.9, "分析": 0.5, "规划": 0.6, "带教": 1.2, "编写": 0.9, "认知": 0.6, "知晓": 1.4, "清楚": 1.0, "会": 0.6, "开发": 0.5,
}  # fmt: skip
_ENDS = ("能力", "经验", "知识", "意识", "技能", "水平", "等", "以上", "以内", "情况", "要求", "标准", "原则", "特点", "信息", "趋势", "方法", "技巧", "流程",
         "措施", "发展", "来源", "指标", "文档", "报告", "任务", "分析", "管理", "素养", "习惯", "突破口", "积累", "应用", "跟踪", "沟通", "反映", "规划", "时间", "领域",
         "过程", "帮助", "调整", "通报", "落实", "较高", "丰富", "建议", "图", "规定", "义务", "责任", "制度", "完成", "合格", "声望", "指挥", "教材", "规范")  # fmt: skip
_WHILE = re.compile(r"在[^,，。;；、]{2,16}[时中后前](?:,|，)")
_SHORTEST = 8  # characters of a statement
_NEVER_BEFORE = ("c", "p", "d", "u", "uj", "m", "r", "vshi", "vyou", "x", "w")
_GOES_ON = frozenset(
    [
        "和",
        "与",
        "及",
        "或",
        "并",
        "且",
        "的",
        "地",
        "得",
        "将",
        "把",
        "被",
        "对",
        "为",
        "以",
        "从",
        "向",
        "在",
        "按",
        "用",
        "由",
        "使",
        "让",
        "能",
        "可",
        "应",
        "要",
        "需",
        "会",
        "能够",
        "如何",
        "可以",
        "有效",
        "充分",
        "积极",
        "主动",
        "准确",
        "及时",
        "不断",
        "并且",
        "以及",
        "进行",
        "予以",
        "加以",
        "开展",
        "负责",
        "协助",
        "参与",
        "组织",
        "指导",
        "帮助",
        "支持",
        "督促",
        "要求",
        "学习",
        "加强",
        "提高",
        "继续",
        "独立",
        "熟练",
        "认真",
    ]
)
_CUT = 0.95  # how much must speak for a seam where the number of statements is not known


def cut(text: str, span: Span) -> list[Span]:
    """The statements of a stretch, as many as the cues say; of two seams close together the stronger stands."""
    kept: list[tuple[int, float]] = []
    for place, score in seams(text, span):
        if score < _CUT:
            continue
        if kept and place - kept[-1][0] < _SHORTEST:
            if score <= kept[-1][1]:
                continue
            kept.pop()
        kept.append((place, score))
    return _pieces(text, span, [place for place, _ in kept])


def into(text: str, span: Span, count: int) -> tuple[list[Span], float]:
    """The stretch cut into `count` statements at its best seams, and how much speaks against the weakest (0: nothing)."""
    best = sorted(seams(text, span), key=lambda s: -s[1])[: count - 1]
    if len(best) < count - 1:
        return _pieces(text, span, [place for place, _ in best]), 3.0
    weakest = min((score for _, score in best), default=2.0)
    return _pieces(text, span, sorted(place for place, _ in best)), max(0.0, 2.0 - weakest)


def _pieces(text: str, span: Span, places: list[int]) -> list[Span]:
    edges = [span[0], *places, span[1]]
    return [(a, b) for a, b in zip(edges, edges[1:], strict=False) if text[a:b].strip()]


def seams(text: str, span: Span) -> list[tuple[int, float]]:
    """Every place where a statement may begin, with how much speaks for it."""
    words = tagged(text, *span)
    places: list[tuple[int, float]] = []
    depth = 0
    for index in range(1, len(words)):
        before, word = words[index - 1], words[index]
        depth = max(
            0, depth + before.text.count("(") + before.text.count("（") - before.text.count(")") - before.text.count("）")
        )
        if depth == 0 and word.start - span[0] >= _SHORTEST and span[1] - word.start >= _SHORTEST:
            score = _score(text, words, index, before, word)
            if score > 0:
                places.append((word.start, score))
    return places


def _score(text: str, words: list[Word], index: int, before: Word, word: Word) -> float:
    last = before.text[-1]
    if last in "。；;！!\n":
        return 4.0
    if last in ",，、:：/-" or before.text in _GOES_ON or (before.tag in _NEVER_BEFORE and last not in "等)）%％”"):
        return 0.0
    opener = next((word.text[:n] for n in range(min(4, len(word.text)), 0, -1) if word.text[:n] in OPENERS), "")
    score = OPENERS.get(opener, 0.2 if word.tag == "v" else 0.0)
    if not score or (len(opener) == 1 and opener != word.text):
        return 0.0
    score += 0.5 if before.text.endswith(_ENDS) else -0.1
    if opener == "在" and _WHILE.match(text, word.start):
        score += 0.5
    following = words[index + 1].text if index + 1 < len(words) else ""
    if following and following[0] in "的、，,":
        score -= 0.9
    return score + (0.8 if last in ')）%％"”' else 0.0)
