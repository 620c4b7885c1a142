"""Lines are put back where what a text repeats tells that they ended."""

from collections.abc import Iterable, Iterator

import pytest

from pipeline.model import Node
from pipeline.segment import segment
from pipeline.segment.layout import breaks
from pipeline.segment.layout.relaid import TOLD, broken
from pipeline.segment.levels import levelread
from tests.support.render import document, entry

GARDENERS = (
    "园林绿化工技能等级要求为规范绿化养护队伍建设制定本要求，适用于公司所属各养护站。"
    "Ⅰ级（见习）修剪要求能在师傅带领下完成绿篱修剪。剪口平整，不留毛茬。浇灌要求按班长安排的时段浇水。水压调节得当。"
    "Ⅱ级（熟手）修剪要求独立完成乔木整形修剪，伤口涂抹愈合剂。浇灌要求看土壤墒情决定水量。冬灌前检查管网。"
    "冬季给新栽苗木包裹草绳。雨季前疏通排水沟。"
    "Ⅲ级（能手）修剪要求制订全年修剪计划并培训新人。处理古树疑难枝条。浇灌要求设计滴灌方案，年节水一成以上。"
)
BAKERS = (
    "烘焙师等级描述说明本描述用于定级和培训，由技术中心每年修订一次，解释权归技术中心所有，门店不得自行更改其中任何一条规定。"
    "1级（学徒）原料知识●认识面粉和糖油的种类●知道储存条件操作技能●会使用和面机●按配方称量通用素质●听从安排2级（助理）"
    "原料知识●了解酵母特性●能比较替代原料操作技能●独立完成吐司●控制发酵温度通用素质●主动清洁台面3级（主厨）"
    "原料知识●掌握供应商评估方法操作技能●开发新品●核算配方成本通用素质●带出两名助理"
)

KEEPERS = (
    "动物饲养员能力描述本描述说明三个层级饲养员的不同，供定级时参考。"
    "助理饲养员日常照料按食谱备料喂食，能说出所管动物的食性。及时打扫笼舍。健康观察每天记录采食和粪便。发现异常及时报告。"
    "安全防护进出笼舍随手上锁。会用隔离门。高级饲养员日常照料制订季节食谱，控制饲料损耗。配合展区布置丰容设施。健康观察"
    "判断常见病症状，协助兽医保定。安全防护处置动物逃逸初期险情。带领新人演练。首席饲养员日常照料解决珍稀动物人工育幼难题。"
    "健康观察建立种群健康档案。组织年度体检。安全防护编写全园应急预案，每年修订一次。"
)


def _cut(text: str) -> list[str]:
    places = breaks.find(text, levelread.read(text))
    return [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]


def test_levels_that_count_up_begin_lines_and_their_brackets_end_them() -> None:
    pieces = _cut(GARDENERS)
    assert [piece for piece in pieces if "级（" in piece] == ["Ⅰ级（见习）", "Ⅱ级（熟手）", "Ⅲ级（能手）"]
    assert {"冬灌前检查管网。", "雨季前疏通排水沟。"} <= set(pieces)


def test_titles_that_come_back_before_bullets_in_one_order_are_lines() -> None:
    pieces = _cut(BAKERS)
    assert [piece for piece in pieces if "●" not in piece][1:] == [
        *("1级（学徒）", "原料知识", "操作技能", "通用素质"),
        *("2级（助理）", "原料知识", "操作技能", "通用素质"),
        *("3级（主厨）", "原料知识", "操作技能", "通用素质"),
    ]


def test_the_title_that_opens_every_block_and_the_head_before_it_are_lines() -> None:
    pieces = _cut(KEEPERS)
    for head in ("助理饲养员", "高级饲养员", "首席饲养员"):
        assert pieces[pieces.index(head) + 1] == "日常照料"
    assert [pieces.count(title) for title in ("日常照料", "健康观察", "安全防护")] == [3, 3, 3]
    assert "会用隔离门。" in pieces


def test_what_was_put_in_for_reading_stands_in_no_span() -> None:
    standard = segment(document(BAKERS), entry())
    nodes = [node for node in _walk(standard.body) if node.span]
    assert all(
        (node.number or "") + (node.title or "") + (node.text or "") == BAKERS[slice(*node.span)].replace("●", "")
        for node in nodes
    )
    told = [node.title for node in nodes if TOLD in node.why]
    assert told.count("操作技能") == [node.title for node in nodes].count("操作技能") == 3
    assert [node.text for node in nodes].count("会使用和面机") == 1


def _walk(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)


def test_numbered_words_that_count_up_begin_lines() -> None:
    work = "一、按图施工，工序交接有签字。二、材料进场验收，不合格的当场退回。三、每日清理作业面，垃圾袋装外运。"
    names = ["任务1 测量放线", "任务2 基层处理", "任务1 面层铺贴", "任务2 勾缝养护", "任务3 成品保护"]
    text = "铺装工行为标准第一单元 准备" + "".join(name + work for name in names)
    assert [piece[:8] for piece in _cut(text)[1:]] == names


@pytest.mark.parametrize(
    "text",
    [
        "任职两年以上可由一级升为二级，再满三年可升为三级。连续两年考核优秀的二级可以破格升为四级。" * 8,
        "负责收银台日常结算。熟悉各类票据。负责备用金盘点。熟悉收银系统。负责交接班登记。熟悉退换货流程。" * 8,
        "设备管理员每天检查设备。仓库管理员每天核对库存。车队管理员每天登记里程。" * 10,
    ],
)
def test_sentences_that_say_like_things_keep_together(text: str) -> None:
    assert breaks.find(text, levelread.read(text)) == []


def test_the_way_back_leads_to_the_text_without_breaks() -> None:
    relaid = broken("甲乙丙丁\n戊己", [2, 4, 5, 6])
    assert relaid.text == "甲乙\n丙丁\n戊\n己"
    assert [relaid.back(span) for span in ((0, 2), (3, 5), (6, 7), (8, 9))] == [(0, 2), (2, 4), (5, 6), (6, 7)]


def test_codes_right_before_their_first_part_begin_lines() -> None:
    text = (
        "P4.1征集P4.1.1登记来电来访，当日录入系统，写明藏品的名称、尺寸和来源。P4.1.2逐项核对合同，空白处划线，双方签字。"
        "P4.2预展P4.2.1按展位图摆放拍品，标签与图录号一致，钥匙由两人分管。P4.2.2提醒客户摘下戒指，卷轴由两人展开。"
    )
    assert {"P4.1征集", "P4.2预展"} <= set(_cut(text))


def test_a_label_before_a_value_that_names_a_level_is_parted() -> None:
    post = "岗位{n}{name}岗位编号 W-{n} 岗级 {n}级 直接上级 {name}班长 工作环境 露天与室内各半，要登高作业{n}米以上"
    text = "说明书" + "".join(post.format(n=n, name=name) for n, name in enumerate(("坞修工", "吊运工", "油漆工"), start=1))
    assert sum(line.startswith("岗级 ") for line in _cut(text)) == 3


def test_a_label_of_a_form_may_end_the_text() -> None:
    posts = (("坞修工", "甲组", "把船修好", "铲除海生物", "看锌块"), ("吊运工", "乙组", "吊得稳", "核对吊点", "看钢丝绳"))
    text = "说明书" + "".join(
        f"岗位{n}{name}所属班组 {group} 岗位代码 W-{n} 上级 {name}班长 岗位使命：{aim}日常事项{work}检查要点{check}"
        for n, (name, group, aim, work, check) in enumerate((*posts, ("油漆工", "丙组", "漆得匀", "打磨除锈", "")), start=1)
    )
    assert text.endswith("检查要点")
    assert "".join(_cut(text)) == text
