"""standard.md: what a reader sees, and what a reviewer sees in a diff."""

from difflib import ndiff
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from pipeline.model import Finding, Node, Standard
from pipeline.write import markdown
from tests.write import sample
from tests.write.sample import node

GOLDEN = Path(__file__).parent / "sample.md"


def named(node: Node, id: str = "n") -> Node:
    """The node with ids of its own all the way down."""
    children = tuple(named(child, f"{id}.{index}") for index, child in enumerate(node.children))
    return replace(node, id=id, children=children)


def page(*body: Node, **more: object) -> list[str]:
    """The lines between the head and the sources."""
    numbered = named(node("part", "", "", "", *body)).children
    lines = markdown(Standard(id="a", families=(), title="标准", body=numbered, **more)).split("\n")
    return lines[6 : lines.index("## 来源") - 1]


@pytest.fixture(scope="module")
def standard() -> Standard:
    return sample.standard(sample.document())


def test_the_sample_reads_as_reviewed(standard: Standard) -> None:
    assert markdown(standard) == GOLDEN.read_text(encoding="utf-8")


def test_every_word_of_the_tree_is_there(standard: Standard) -> None:
    shown = "".join(token.content for token in MarkdownIt("commonmark").enable("table").parse(markdown(standard)))
    shown = shown.replace("\\", "").replace("**", "").replace(" ", "")
    waiting = list(standard.body)
    while waiting:
        one = waiting.pop()
        waiting += one.children
        for words in (one.number, one.title, one.text):
            assert (words or "").replace(" ", "") in shown


def reworded(node: Node, old: str, new: str) -> Node:
    children = tuple(reworded(child, old, new) for child in node.children)
    return replace(node, text=node.text and node.text.replace(old, new), children=children)


@pytest.mark.parametrize(
    ("old", "new"), [("产品样本", "样本"), ("仪态大方", "仪态端正"), ("专科以上", "大专以上"), ("每月拜访", "每周拜访")]
)
def test_a_changed_statement_is_one_changed_line(standard: Standard, old: str, new: str) -> None:
    changed = replace(standard, body=tuple(reworded(one, old, new) for one in standard.body))
    lines = ndiff(markdown(standard).split("\n"), markdown(changed).split("\n"))
    assert [line[0] for line in lines if line[0] in "+-"] == ["-", "+"]


def test_a_level_matrix_is_a_table_with_a_column_a_level() -> None:
    three = node("level", "", "三级", "", node("criterion", "1、", "", "甲|乙"), node("criterion", "2、", "", "丙"), score=5.0)
    four = node("level", "", "四级", "", node("item", "1、", "丁", "戊", node("criterion", "", "", "己")))
    five = node("level", "", "五级", "无", status="none-stated")
    six = node("level", "", "六级", status="none-inferred")
    assert page(three, four, five, six) == [
        "| 三级 `5分` | 四级 | 五级 | 六级 |",
        "| --- | --- | --- | --- |",
        "| 1、甲\\|乙 | 1、**丁**：戊<br>己 | 无 | 〔原文未列〕 |",
        "| 2、丙 |  |  |  |",
    ]


def test_a_reference_names_what_it_refers_to_as_a_reader_would() -> None:
    three = node("level", "", "三级", "", node("criterion", "", "", "能接待"), level="三级")
    four = node("level", "", "四级", "", node("criterion", "", "", "与三级相同", refs=("n.0",)), level="四级")
    assert page(three, four)[2] == "| 能接待 | 与三级相同 `参见 三级` |"


@pytest.mark.parametrize(
    ("target", "called"),
    [
        (node("item", "2.1", "接待", "有礼"), "2.1 接待"),
        (node("criterion", "3、", "", "有礼"), "3、有礼"),
        (node("criterion", "", "", "有礼"), "有礼"),
        (node("criterion", "", "", "接待来访的人时从头到尾有礼有节"), "接待来访的人时从头到尾有礼有节"),
        (node("criterion", "", "", "接待来访的人时从头到尾都要有礼有节"), "接待来访的人时从头到尾都要有礼…"),
    ],
)
def test_what_has_no_level_is_called_by_its_number_and_words(target: Node, called: str) -> None:
    lines = page(target, node("criterion", "", "", "同上", refs=("n.0",)))
    assert lines[-1] == f"- 同上 `参见 {called}`"


def test_levels_with_numbers_of_their_own_are_headings() -> None:
    rows = [
        node("level", number, title, "", node("criterion", "", "", "能"))
        for number, title in (("2级", "高级"), ("1级", "初级"))
    ]
    assert page(*rows) == ["## 2级 高级 `级别`", "", "- 能", "", "## 1级 初级 `级别`", "", "- 能"]


def test_what_follows_a_division_but_belongs_above_it_gets_its_own_heading() -> None:
    element = node("element", "", "调研", "", node("criterion", "1、", "", "准确"))
    unit = node("unit", "第一单元", "宣讲", "", element, node("evidence", "", "认证方法", "提供报告"))
    assert page(unit)[-3:] == ["### 认证方法（第一单元 宣讲）", "", "- **认证方法**：提供报告"]


def test_labels_and_lists_of_a_job_description_are_one_list() -> None:
    duties = node("section", "", "工作职责", "", node("criterion", "", "", "培训下属"))
    job = node("element", "", "总监", "", node("field", "", "直接上级", "总经理"), duties, node("field", "", "权利", "签字"))
    assert page(job)[2:] == ["- **直接上级**：总经理", "- **工作职责**", "  - 培训下属", "- **权利**：签字"]


def test_sections_that_hold_divisions_or_no_labelled_value_follows_stay_headings() -> None:
    small = node("section", "", "职责", "", node("criterion", "", "", "培训下属"))
    large = node("section", "", "流程", "", node("element", "", "投标"))
    value = node("field", "", "权利", "签字")
    assert page(node("unit", "", "甲", "", small, large, value))[2:6] == ["- **职责**", "  - 培训下属", "", "### 流程"]
    assert page(node("unit", "", "甲", "", value, small))[2:] == ["- **权利**：签字", "", "### 职责", "", "- 培训下属"]


def test_divisions_below_the_sixth_heading_are_marked_lines() -> None:
    deep = node("section", "", "底")
    for _ in range(5):
        deep = node("section", "", "层", "", deep)
    assert [line for line in page(deep) if line][-2:] == ["###### 层", "▸ **底**"]


def test_long_text_of_a_division_is_a_paragraph_and_a_short_remark_stands_beside_it() -> None:
    assert page(node("unit", "", "甲", "(各级别均为5分)")) == ["## 甲 (各级别均为5分) `单元`"]
    assert page(node("unit", "", "甲", "长" * 40)) == ["## 甲 `单元`", "", "长" * 40]


def test_a_finding_stands_at_its_node_else_where_its_span_begins_else_at_the_end() -> None:
    inner = Node(id="x", kind="criterion", text="乙", span=(2, 3), extent=(2, 3))
    outer = Node(id="y", kind="element", title="甲", span=(0, 1), extent=(0, 3), children=(inner,))
    said = {"severity": "review", "message_en": "", "code": "a"}
    findings = (
        Finding(**said, message_zh="在节点", node="y"),
        Finding(**said, message_zh="在范围", span=(2, 3)),
        Finding(**said, message_zh="无处", span=(9, 9)),
    )
    lines = markdown(Standard(id="a", families=(), title="标准", body=(outer,), findings=findings)).split("\n")
    assert lines[lines.index("## 甲 `要素`") + 2] == "> 🔍 **待核** 在节点"
    assert lines[lines.index("- 乙") + 1] == "  > 🔍 **待核** 在范围"
    assert lines[lines.index("## 全文的问题") + 2] == "> 🔍 **待核** 无处"


def test_many_findings_at_one_place_are_folded_away() -> None:
    said = [Finding(code="a", severity="review", message_en="", message_zh=f"第{n}处", node="n.0") for n in range(4)]
    lines = page(node("section", "", "甲"), findings=tuple(said))
    assert lines[2:7] == ["> <details><summary>🔍 待核 4 处</summary>", ">", "> 🔍 **待核** 第0处", ">", "> 🔍 **待核** 第1处"]
    assert lines[-1] == "> </details>"
    assert not any("<details>" in line for line in page(node("section", "", "甲"), findings=tuple(said[:3])))


def test_a_standard_without_anything_still_reads() -> None:
    assert markdown(Standard(id="empty", families=(), title="")).startswith("# empty\n")
