"""Where titles end whose texts run on behind them, by the fitted weights."""

import pytest

from pipeline.segment.words import titleends

TITLED = [
    "适用岗位|本办法适用于各门店的在岗店员。",
    "考核范围|本公司所属各门店在岗店员，含劳务派遣人员；试用期内的只考核、不定级。",
    "培训目的|使学员掌握烘炉的构造、原理和操作方法，能够独立值班。",
    "模型结构|模型由三个族、十项素质构成。",
    "岗位权限|对不符合取样规程的样品有权拒收。",
    "工作要求|本标准对初级、中级、高级的技能要求依次递进，高级别涵盖低级别的要求。",
    "证书管理|证书由总部统一印制，有效期三年。",
]
PLAIN = [
    "根据实际效果及时调整策略和方法。",
    "严格执行手卫生和无菌操作，成功率不低于95%；",
    "每周检查一次消防器材，发现缺失当日补齐。",
    "能独立完成设备的日常保养，并填写记录。",
    "取得三级资格满两年，近一年无责任事故。",
]


@pytest.mark.parametrize("text", TITLED)
def test_the_likeliest_end_of_a_title_is_where_its_text_begins(text: str) -> None:
    plain = text.replace("|", "")
    found = titleends.find(plain, 0, len(plain))
    assert found is not None
    assert f"{plain[: found.place]}|{plain[found.place :]}" == text
    assert found.score > 0


@pytest.mark.parametrize("text", PLAIN)
def test_more_speaks_for_no_title_in_a_plain_statement(text: str) -> None:
    found = titleends.find(text, 0, len(text))
    assert found is None or found.score < 0


@pytest.mark.parametrize("text", ["", "好", "。", "（判断）可以不设标志。", "Goal Orientation", "巡检，每日一次"])
def test_no_title_ends_where_none_can(text: str) -> None:
    assert titleends.find(text, 0, len(text)) is None


def test_places_count_in_the_whole_text() -> None:
    before, text = "前一章的话。", TITLED[0].replace("|", "")
    found, alone = titleends.find(before + text, len(before), len(before + text)), titleends.find(text, 0, len(text))
    assert found is not None
    assert alone is not None
    assert found == (alone.place + len(before), alone.score)


def test_a_title_is_no_longer_than_is_asked() -> None:
    text = TITLED[0].replace("|", "")
    found = titleends.find(text, 0, len(text), longest=3)
    assert found is None or found.place <= 3
