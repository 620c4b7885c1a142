"""Labels: the vocabulary's, those of a line, those that recur, those right behind a mark."""

from pipeline.segment.labels import labels
from pipeline.segment.marks.marks import scan


def found(text: str) -> list[tuple[str, str]]:
    return [(label.words, label.source) for label in labels.find(text, scan(text))]


def test_a_known_label_is_found_where_nothing_stands_before_it() -> None:
    assert found("做好服务认证方法:查阅记录") == [("认证方法", "vocabulary")]


def test_words_between_a_line_start_and_a_colon_are_a_label() -> None:
    assert found("适用序列:研发族\n") == [("适用序列", "line")]


def test_words_that_recur_before_colons_behind_other_characters_are_a_label() -> None:
    text = "进度如下。甲方案关键节点:一月。乙工程关键节点:二月。丙项目关键节点:三月。"
    assert found(text) == [("关键节点", "recurring")] * 3


def test_words_behind_a_mark_are_its_title() -> None:
    assert found("1、背景分析:准确分析;2、目标制定:目标合理;") == [("背景分析", "mark"), ("目标制定", "mark")]


def test_words_that_go_on_are_no_label() -> None:
    assert found("内容包括:客户名称。例如:电话。8:30开始 http://a.b") == []


def test_a_label_that_lost_its_colon_stands_right_before_its_list() -> None:
    assert found("填报不良事件。认证方法1、现场考核2、查阅记录") == [("认证方法", "vocabulary")]


def test_a_longer_label_takes_its_traits_from_the_known_words_it_ends_in() -> None:
    label = next(iter(labels.find("各部门工作职责:\n", [])))
    assert (label.words, label.traits["role"]) == ("各部门工作职责", "duty")


def test_a_label_that_recurs_begins_where_a_word_does_behind_the_value_of_another() -> None:
    cards = (
        "各项指标。好评率核算周期:月度目标值:90%返修次数核算周期:年度目标值:无"
        "到货及时率核算周期:季度目标值:95%能耗核算周期:年度目标值:不增"
    )
    assert [words for words, _ in found(cards)] == ["核算周期", "目标值"] * 4


def test_a_short_known_label_behind_ever_the_same_word_is_one_with_it() -> None:
    text = "好评率指标定义:好评之比返修指标定义:返修之数能耗指标定义:用电之数"
    assert [words for words, _ in found(text)] == ["指标定义"] * 3


def test_a_clause_that_points_at_its_list_is_no_label() -> None:
    text = "第八条聘任为设计师的，应当具备下列条件：\n第九条申报中级，应当同时具备下列条件：\n各层级均应具备以下基本条件："
    assert found(text) == []


def test_a_sentence_that_goes_on_behind_a_comma_holds_no_label() -> None:
    assert found("受理投诉并登记工单，责任人：坐席，时限：即时。") == []
    assert ("专业", "vocabulary") in found("学历：大专以上，专业：文秘")


def test_a_label_that_comes_back_is_no_part_of_a_longer_known_one_that_stands_once() -> None:
    text = "1.沟通能力定义：表达准确。2.客户导向定义：关注需求。3.成就动机定义：追求更好。"
    assert [words for words, _ in found(text)] == ["定义"] * 3


def test_a_label_behind_points_begins_behind_their_unit() -> None:
    text = "1采摘30分口径:以磅数为准。2杀青25分口径:以抽样为准。3摊晾12分口径:以厚度为准。"
    assert found(text) == [("口径", "recurring")] * 3
