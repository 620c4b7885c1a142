"""Lines that a site joined are read where they ended."""

from time import process_time

import pytest

from pipeline.model import walk
from pipeline.segment import segment
from pipeline.segment.layout import breaks
from pipeline.segment.layout.laid import laid
from pipeline.segment.levels import levelnames
from tests.support.outline import Outline, corpus
from tests.support.render import document, entry, lines
from tests.support.score import leaves, score_tree

_PARTS = {"A": "安全操作", "B": "焊接工艺", "C": "质量检验"}
_BEHIND = "".join(f" 第{n}项完成后及时登记，并向班长报告当日情况；" for n in "一二三四五六七八九十") * 2


@pytest.mark.parametrize(
    "joined",
    [
        "班组长考评表|考评项目|分值|评分标准|出勤",
        "一、安全 （20分）|1.用电安全|10|无违章得10分",
        "第一章 总则|第一条 适用范围|本办法适用于各车间",
        "目 录|模块一 基础|课题1.1 识图|学时：8",
        "1 总则|1.1 目的|统一要求|2 等级|2.1 初级",
        "要求：|• 了解PLC|• 会用Office 365|等级 N1 级",
        "考核（N1 10分，N2 5分）|N1|N2|10|5",
        "A 安全|A1 能够穿戴防护用品。|A2 能够检查接地。|B 工艺|B1 能够选择焊条。",
        "1 范围|适用于全体员工。|2 等级|分为三级。|3 各级标准|初级员工",
        "等级|1|年限|2|课时|3",
        "岗级|五级|直接上级|车间主任|下属人数|26",
        "（1）自评|（2）复评|① 公示|② 申诉",
    ],
)
def test_a_space_is_a_joint_unless_it_goes_with_a_mark_a_foreign_word_or_a_note(joined: str) -> None:
    text = f"{joined.replace('|', ' ')}{_BEHIND}"
    assert laid(text).startswith(joined.replace("|", "\n").replace("等级 N1 级", "等级\nN1\n级"))
    assert len(laid(text)) == len(text)


@pytest.mark.parametrize("text", ["第一条 适用范围。" * 60, "• 了解安全规程。• 会操作设备。" * 30, "甲方。 乙方。 丙方。"])
def test_spaces_of_a_text_whose_lines_were_joined_without_any_stay(text: str) -> None:
    assert laid(text) == text


@pytest.mark.parametrize("text", ["。" * 300_000, "甲。 " * 100_000, "单元一 甲乙单元二 丙丁" * 20_000])
def test_a_text_of_nothing_but_signs_is_no_reason_to_hang(text: str) -> None:
    """What grows with the square of the length would take minutes here."""
    begun = process_time()
    assert len(laid(text)) == len(text)
    assert breaks.find(text, levelnames.USUAL) is not None
    assert process_time() - begun < 60


def test_a_short_document_joined_by_spaces_is_read_as_its_lines_are() -> None:
    """Letters over codes: fewer than two hundred characters, and all of them preamble if its lines are not seen."""
    asked = ("能够戴好安全帽。", "能够检查接地。", "能够处理烫伤。")
    own = [(f"{letter} {title}", *(f"{letter}{n + 1} {asked[n]}" for n in range(3))) for letter, title in _PARTS.items()]
    text = "\n".join(["检修工技能标准", *(line for piece in own for line in piece)])
    assert 100 < len(text) < 200
    trees = [segment(document(words), entry()).body for words in (text, text.replace("\n", " "))]
    lined, joined = ([(n.kind, n.number, n.title, n.text) for n in walk(body)] for body in trees)
    assert joined == lined
    assert [number for _, number, _, _ in joined][:5] == ["A", "A1", "A2", "A3", "B"]


def _f1(outline: Outline, text: str) -> float:
    return score_tree(outline, leaves(segment(document(text), entry()))).f1


def test_a_document_joined_by_spaces_is_cut_as_well_as_its_lines() -> None:
    """One of them has no stops; of all others the mean may lose a hundredth at the most."""
    pairs = [(_f1(o, lines(o)), _f1(o, lines(o).replace("\n", " "))) for o in corpus() if o.name != "12-grid-business-model"]
    assert sum(a - b for a, b in pairs) <= 0.01 * len(pairs)
    assert min(b - a for a, b in pairs) > -0.1
