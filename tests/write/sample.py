"""A small standard of our own with every kind of node, and its damaged source, put together by hand.

`TREE` is the standard as a reader would cut it; its spans are found by looking its words up in the text, in order. The source
is the text with site chrome around it, traditional characters and a gloss: edits of all shapes lie under the spans.
"""

from msgspec.structs import replace as with_fields

from pipeline.model import (
    About,
    Block,
    Completeness,
    Copy,
    Damage,
    Deduction,
    Document,
    Edit,
    Finding,
    Level,
    Node,
    Rights,
    Span,
    Standard,
    Text,
)

BODY = """客户经理任职资格标准
版本:V1.0
目录 第一部分 行为 2 第二部分 知识 5
第一部分:行为
本标准适用于各级客户经理。
第一单元:客户拜访
拜访准备
1、背景分析:准确、深入分析*客户*现状;
2、准备资料,如:
1)公司介绍;
2)产品样本。
拜访实施
- 仪态大方|衣着整洁
认证方法:提交拜访记录
第二单元:客户关系(各级别均为5分)
关系规划
三级
1、建立档案
2、每月拜访
四级
1、制定规划
五级
无
第二部分:知识
学历
三级 专科以上
四级 本科以上
职务名称:客户经理
迟到扣2分
流程:申请审批归档
"""

CHROME = "客户经理任职资格标准.docx\n由会员分享,可在线阅读\n"
FOOT = "展开阅读全文\n备案号"


def node(kind: str, number: str = "", title: str = "", text: str = "", *children: Node, **more: object) -> Node:
    """A node without spans; empty words are left out."""
    return Node(id="", kind=kind, number=number or None, title=title or None, text=text or None, children=children, **more)


def criterion(number: str, text: str, *children: Node, **more: object) -> Node:
    return node("criterion", number, "", text, *children, **more)


THREE = {"level": "三级", "rank": 3}
FOUR = {"level": "四级", "rank": 4}

TREE = (
    node("toc", "", "目录", "第一部分 行为 2 第二部分 知识 5"),
    node(
        "part", "第一部分", "行为", "",
        node("para", "", "", "本标准适用于各级客户经理。"),
        node(
            "unit", "第一单元", "客户拜访", "",
            node(
                "element", "", "拜访准备", "",
                node("item", "1、", "背景分析", "准确、深入分析*客户*现状;"),
                criterion("2、", "准备资料,如:", criterion("1)", "公司介绍;"), criterion("2)", "产品样本。")),
            ),
            node("element", "", "拜访实施", "", criterion("", "仪态大方|衣着整洁", key=True)),
            node("evidence", "", "认证方法", "提交拜访记录"),
        ),
        node(
            "unit", "第二单元", "客户关系", "(各级别均为5分)",
            node(
                "element", "", "关系规划", "",
                node("level", "", "三级", "", criterion("1、", "建立档案"), criterion("2、", "每月拜访"), **THREE, score=5.0),
                node("level", "", "四级", "", criterion("1、", "制定规划"), **FOUR, score=5.0),
                node("level", "", "五级", "无", level="五级", rank=5, score=5.0, status="none-stated"),
            ),
            score=5.0, confidence=0.75, why=("mark", "successor"),
        ),
    ),
    node(
        "part", "第二部分", "知识", "",
        node(
            "section", "", "学历", "",
            node("criterion", "", "三级", "专科以上", **THREE),
            node("criterion", "", "四级", "本科以上", **FOUR),
        ),
        node("field", "", "职务名称", "客户经理"),
        criterion("", "迟到扣2分", deduct=Deduction(points=2.0, per="次"), weight=0.1),
        node("flow", "", "流程", "申请审批归档"),
    ),
)  # fmt: skip


class Placer:
    """Finds the words of nodes in the text, each behind the one before, and gives ids in the order of the document."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.at = str(text).index("目录")
        self.count = 0

    def words(self, *parts: str | None) -> Span:
        starts = []
        for part in filter(None, parts):
            start = str(self.text).index(part, self.at)
            starts.append(start)
            self.at = start + len(part)
        return starts[0], self.at

    def place(self, bare: Node) -> Node:
        self.count += 1
        name = f"n{self.count}"
        span = self.words(bare.number, bare.title, bare.text)
        children = tuple(self.place(child) for child in bare.children)
        source = self.text.source_span(*span)
        return with_fields(bare, id=name, span=span, extent=(span[0], self.at), source_span=source, children=children)


def document() -> Document:
    """The source, damaged in four ways, with the damage undone again in three steps."""
    source = CHROME + BODY.replace("客户关系", "客戶關系").replace("每月拜访", "每月拜访(fǎng)") + FOOT
    text = Text(source)
    foot = source.index(FOOT)
    text = text.apply(
        [
            Edit(start=0, end=len(CHROME), old=CHROME, new="", rule="chrome.head", certainty="certain"),
            Edit(start=foot, end=len(source), old=FOOT, new="", rule="chrome.foot", certainty="probable", confidence=0.9),
        ]
    )
    gloss = str(text).index("(fǎng)")
    text = text.apply([Edit(start=gloss, end=gloss + 6, old="(fǎng)", new="", rule="pinyin.gloss", certainty="certain")])
    run = str(text).index("客戶關系")
    text = text.apply(
        [Edit(start=run, end=run + 4, old="客戶關系", new="客户关系", rule="traditional.run", certainty="certain")]
    )
    damage = (Damage(channel="chrome", edits=2, certain=1, probable=1), Damage(channel="pinyin", edits=1, certain=1))
    copy = Copy(file="sample.txt", sha256="0" * 64, bytes=len(source.encode()), format="txt", site="某文库", damage=damage)
    head = len(CHROME)
    blocks = (Block(kind="furniture", span=(0, head)), Block(kind="paragraph", span=(head, foot)))
    return Document(text, copy, blocks)


def standard(source: Document) -> Standard:
    """The standard that stands in the document."""
    text = str(source.text)
    label = text.index("版本")
    body = Placer(source.text)
    tree = tuple(body.place(one) for one in TREE)
    lost = text.index("2、每月拜访")
    findings = (
        Finding(
            code="number-gap",
            severity="review",
            message_en="A number is missing.",
            message_zh="编号不连续。",
            span=(lost, lost + 6),
        ),
        Finding(code="rest-lost", severity="defect", message_en="The rest is missing.", message_zh="正文不全。", node="n2"),
        Finding(
            code="site-words",
            severity="info",
            message_en="Site words cut.",
            message_zh="已删去网页附加文字。",
            params={"count": 2},
        ),
    )
    return Standard(
        id="sample",
        families=("qualification-standard",),
        title="客户经理任职资格标准",
        title_span=(0, 10),
        about=(About(label="版本", value="V1.0", span=(label, label + 7)),),
        sources=(source.copy,),
        rights=Rights(holder="某公司", note="不得用于商业目的"),
        completeness=Completeness(status="cut", missing=("第三部分 经验",)),
        levels=tuple(Level(rank=rank, label=label, forms=(label,)) for rank, label in ((3, "三级"), (4, "四级"), (5, "五级"))),
        body=tree,
        findings=findings,
    )
