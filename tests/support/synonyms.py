"""Spinners that no table lists: every occurrence of a word becomes a chain of it and words of like sense."""

import random
import re

SYNONYMS = {
    "客户": ("顾客", "用户", "客人", "主顾"), "工作": ("事务", "作业", "劳动", "职务"), "公司": ("企业", "单位", "商号"),
    "技术": ("技艺", "技能", "工艺"), "计划": ("规划", "筹划", "谋划"), "检查": ("查验", "检验", "查看", "检视"),
    "分析": ("剖析", "解析", "分解"), "目标": ("指标", "标的", "目的"), "服务": ("效劳", "伺候", "办事"),
    "能力": ("才能", "本领", "力量"), "记录": ("记载", "纪录", "登记"), "标准": ("规范", "准则", "尺度"),
    "设备": ("装备", "设施", "器械"), "培训": ("培养", "训练", "教学"), "考核": ("考查", "查核", "审核"),
    "部门": ("机关", "科室", "单位"), "安全": ("安定", "平安", "稳妥"), "流程": ("过程", "工序", "程序"),
    "市场": ("商场", "集市", "行情"), "要求": ("需求", "请求", "需要"), "管理": ("治理", "管辖", "经管"),
    "质量": ("品质", "质地", "成色"), "组织": ("机构", "团体", "组成"), "项目": ("名目", "条目", "工程"),
    "方案": ("方法", "计策", "办法"), "信息": ("消息", "讯息", "音信"), "材料": ("原料", "资料", "物料"),
}  # fmt: skip
OFTEN = 3
"""Times that a word must stand in the document to be drawn."""


WITHOUT = 0.25
"""Share of the chains that do not hold the word itself."""


def chain(word: str, rng: random.Random) -> str:
    """The word among two or three of its synonyms, in any order; or three of them without it."""
    if rng.random() < WITHOUT:
        return "".join(rng.sample(SYNONYMS[word], 3))
    words = [word, *rng.sample(SYNONYMS[word], rng.randint(2, 3))]
    rng.shuffle(words)
    return "".join(words)


def pairs(text: str, rng: random.Random, most: int = 4) -> dict[str, str]:
    """Up to so many words of a text, each with a chain."""
    words = [word for word in SYNONYMS if text.count(word) >= OFTEN]
    return {word: chain(word, rng) for word in rng.sample(words, min(most, len(words)))}


def spin(text: str, chains: dict[str, str]) -> str:
    """The text with every occurrence of the words replaced, longest first."""
    found = "|".join(sorted(chains, key=lambda word: (-len(word), word)))
    return re.sub(found, lambda match: chains[match[0]], text) if chains else text
