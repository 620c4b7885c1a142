"""Pieces: what a draft's own words become, by line, by seam, and by what stands beside it."""

from pipeline.model import Node
from pipeline.segment import segment
from tests.support import render


def _nodes(text: str) -> list[Node]:
    found: list[Node] = []
    queue = list(segment(render.document(text), render.entry()).body)
    while queue:
        node = queue.pop(0)
        found.append(node)
        queue[:0] = node.children
    return found


def _items(text: str) -> list[tuple[str | None, str | None]]:
    return [(node.title, node.text) for node in _nodes(text) if node.kind == "item"]


HEAD = "物业主管任职资格标准\n一、行为标准\n1.1 客户服务\n"
PAIRS = [
    ("受理报修", "根据业主描述登记报修内容,十分钟内派单。"),
    ("跟踪维修", "对已派出的维修单每两小时跟踪一次,直至业主确认。"),
    ("回访业主", "每周回访业主不少于十户,记录意见。汇总后报经理。"),
]


def test_a_title_and_its_text_on_one_line_are_an_item() -> None:
    lines = "\n".join(title + text for title, text in PAIRS)
    assert _items(f"{HEAD}1.1.1 报修处理\n{lines}\n1.1.2 投诉处理\n{lines}") == PAIRS * 2


def test_titles_and_texts_without_a_line_break_are_items() -> None:
    run = "".join(title + text for title, text in PAIRS)
    assert _items(f"{HEAD}1.1.1 报修处理\n{run}\n1.1.2 投诉处理\n{run}") == PAIRS * 2


def test_numbered_statements_that_begin_with_titles_are_items() -> None:
    run = "".join(f"{n}、{title}{text}" for n, (title, text) in enumerate(PAIRS, start=1))
    assert _items(f"{HEAD}1.1.1 报修处理\n{run}\n1.1.2 投诉处理\n{run}") == PAIRS * 2


def test_plain_statements_on_lines_of_their_own_stay_whole() -> None:
    lines = ["熟悉物业管理的法规和流程", "能够独立处理业主投诉,安抚业主情绪;", "定期检查公共设施,发现损坏及时上报。"]
    nodes = _nodes(HEAD + "1.1.1 报修处理\n" + "\n".join(lines))
    assert [node.text for node in nodes if node.kind == "criterion"] == lines


def test_a_descriptive_line_with_a_title_is_a_section_with_a_paragraph() -> None:
    described = "编制目的为规范任职资格管理,特制定本标准。适用范围本标准适用于公司全体物业主管。"
    text = f"物业主管任职资格标准\n{described}\n一、行为标准\n1、按时巡查;\n2、如实记录。"
    sections = [(n.title, [c.text for c in n.children]) for n in _nodes(text) if n.kind == "section"]
    assert sections == [("编制目的", ["为规范任职资格管理,特制定本标准。"]), ("适用范围", ["本标准适用于公司全体物业主管。"])]


def test_a_chart_behind_a_process_is_one_flow() -> None:
    chart = "1.1.1报修流程接到报修填写派单维修人员上门业主签字流程说明:1)十分钟内派单;2)维修后当天回访。"
    text = "物业管理手册1.工作流程1.1客服部工作流程" + chart
    kinds = [(node.kind, node.text) for node in _nodes(text)]
    assert ("flow", "接到报修填写派单维修人员上门业主签字") in kinds
    assert [text for kind, text in kinds if kind == "criterion"] == ["十分钟内派单;", "维修后当天回访。"]


def test_the_text_of_every_node_stands_in_the_document() -> None:
    text = HEAD + "1.1.1 报修处理\n" + "".join(title + words for title, words in PAIRS)
    for node in _nodes(text):
        assert node.span is not None
        assert (node.title or "") in text
        assert (node.text or "") in text
