"""Long runs of chance characters go, to the letter or to a character or two with so much less sureness, and rare words stay."""

import random
from collections import defaultdict
from statistics import mean

import pytest

from pipeline.clean import clean, padding
from pipeline.lexicon import rarity
from pipeline.text import replay
from tests.clean.documents import cases, documents, repaired
from tests.support.cleantext import STYLES, generated
from tests.support.render import document

NAMES = sorted(documents())[::5]
STRAY = 6
"""Characters by which all ends of the blocks of a page may be off, on the average over the pages."""


@pytest.mark.parametrize("length", [90, 200, 400])
def test_every_block_goes_but_for_characters_that_could_be_the_texts(length: int) -> None:
    off = 0
    for name in NAMES:
        text = documents()[name]
        damaged = padding.damage(text, random.Random(f"{name}/{length}"), length=length)
        restored, evidence, repair = repaired(padding, damaged)
        assert evidence is not None, name
        assert [edit.rule for edit in repair.edits].count("padding.block") in {2, 3}, name  # two that meet are one
        assert all(edit.certainty == "probable" and edit.new == "" for edit in repair.edits)
        off += abs(len(restored) - len(text))
    assert off <= STRAY * len(NAMES)


def test_a_block_between_marks_goes_to_the_letter() -> None:
    text = "岗位职责。\n负责仓库的日常盘点，发现差异当日上报。\n"
    block = padding.damage("", random.Random(2), blocks=1, length=120)
    assert repaired(padding, f"{block}\n{text}")[0] == f"\n{text}"
    restored, _, repair = repaired(padding, f"{text}{block}")
    assert restored == text
    assert all(edit.confidence is not None and edit.confidence > 0.9 for edit in repair.edits)


def test_how_sure_an_edit_is_says_how_often_what_it_takes_was_drawn() -> None:
    said: defaultdict[str, list[float]] = defaultdict(list)
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for name in sorted(documents()):
        text = documents()[name]
        rng = random.Random(f"sure/{name}")
        at = rng.randrange(len(text) + 1)
        block = padding.damage("", rng, blocks=1, length=150)
        for edit in repaired(padding, text[:at] + block + text[at:])[2].edits:
            assert edit.confidence is not None
            said[edit.rule].append(edit.confidence)
            right[edit.rule].append(at <= edit.start and edit.end <= at + len(block))
    assert len(said["padding.end"]) > 30
    assert all(abs(mean(said[rule]) - mean(right[rule])) < 0.1 for rule in said)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_clean_text_is_not_padded(style: object) -> None:
    assert [name for name, text in generated(style, 3) if padding.detect(text)] == []  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_run_together_without_marks_is_not_padded(name: str) -> None:
    assert padding.detect("".join(char for char in documents()[name] if "\u4e00" <= char <= "\u9fff")) is None


PEOPLE = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦"
    "昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
)
LISTED = [
    PEOPLE,
    "氯甲烷羧甲基纤维素镍铬钼合金氨苄青霉素三聚氰胺甲醛树脂邻苯二甲酸二辛酯聚丙烯酰胺乙酰水杨酸氢氧化钾高锰酸钾硫代硫酸钠",
    "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光果珍李柰",
    "酆昝贲嵇裘缪" * 12,
]
ELEMENTS = (
    "锗硒溴氪铷锶钇锆铌钼锝钌铑钯银镉铟锡锑碲碘氙铯钡镧铈镨钕钷钐铕钆铽镝钬铒铥镱镥铪钽钨铼锇铱"
    "铂金汞铊铅铋钋砹氡钫镭锕钍镤铀镎钚镅锔锎锿镄钔锘铹"
)
BIRDS = (
    "鹭鹳鹮鹤鹬鸻鸥鸬鹚鹈鹕鹗鹫鹰鹞鸢鸮鸱鸺鹠鹟鹛鹨鹡鸰鹀鸫鹩鹎鸲鹊鸦鸳鸯鸭雁鹅鸵鹂鹃鸽鸠鸡鹧鸪鹌鹑鸨鹇鹖鹘鹪鹦鹉鹨鸷鹜鹄鹆鹣"
)
IN_ORDER = (
    "熬敖翱袄傲奥懊澳芭捌扒叭吧笆八疤巴拔跋靶把耙坝霸罢爸白柏百摆佰败拜稗斑班搬扳般颁板版扮拌伴瓣半办绊邦帮梆榜膀绑棒"
    "磅蚌镑傍谤苞胞包褒剥薄雹保堡饱宝抱报暴豹鲍爆"
)


@pytest.mark.parametrize("listed", [*LISTED, *cases("clean-traps")])
def test_lists_of_names_and_rare_things_are_no_blocks(listed: str) -> None:
    assert padding.detect(f"名单\n{listed}\n{listed}") is None


@pytest.mark.parametrize("listed", [ELEMENTS, BIRDS, IN_ORDER])
def test_a_list_that_says_each_thing_once_is_no_block(listed: str) -> None:
    assert padding.detect(f"须认识下列各字\n{listed}\n不得写错。") is None


def test_few_chance_characters_are_left() -> None:
    text = documents()[NAMES[0]]
    assert padding.detect(text[:100] + padding.damage("", random.Random(1), blocks=1, length=30) + text[100:]) is None


def test_blocks_of_the_rarest_characters_go_though_they_come_again() -> None:
    rng = random.Random(4)
    block = "".join(char for char in (chr(rng.randint(0x8200, 0x8AFF)) for _ in range(400)) if rarity(char) > 16)[:80]
    assert repaired(padding, f"{block}{block}\n岗位职责。负责盘点。")[0] == "\n岗位职责。负责盘点。"


def test_the_stage_joins_a_readers_pieces_first() -> None:
    text = documents()[NAMES[0]].replace("\n", "")
    damaged = padding.damage(text, random.Random(8), blocks=2, length=500)
    pieces = [damaged[at : at + 300] for at in range(0, len(damaged), 300)]
    cleaned = clean(document("\n".join(f"{number}、{piece}" for number, piece in enumerate(pieces, 1))))
    assert {one.channel for one in cleaned.copy.damage} >= {"chunks", "padding"}
    assert abs(len(str(cleaned.text)) - len(text)) <= STRAY
    assert replay(cleaned.text.source, cleaned.text.edits) == str(cleaned.text)


def test_a_second_look_finds_nothing_more_to_take() -> None:
    for name in NAMES:
        once = repaired(padding, padding.damage(documents()[name], random.Random(name)))[0]
        assert repaired(padding, once)[0] == once


FEW = "脬旒脶瞽嗪啷罱戾喃塥胩宓薇埴锿兕楣腈掾剞铮阽谪僬嗉庥倬斓娴氤嘌钲獠漤黻爻坫滕洮殄圹悃彐狻盍湄"
"""Characters of a program that draws from some dozens."""


@pytest.mark.parametrize("seed", range(5))
def test_blocks_of_some_dozens_of_rare_characters_go(seed: int) -> None:
    rng = random.Random(seed)
    text = "岗位职责。\n负责仓库的日常盘点，发现差异当日上报，账物不符的查明原因。\n"
    blocks = ["".join(rng.choice(FEW) for _ in range(rng.randint(80, 200))) for _ in range(2)]
    restored, _, repair = repaired(padding, f"{blocks[0]}\n{text}{blocks[1]}")
    assert restored == f"\n{text}"
    assert all(edit.certainty == "probable" for edit in repair.edits)


def test_lists_of_rare_characters_stay_where_they_stand_twice_in_one_order() -> None:
    elements = (
        "氢氦锂铍硼碳氮氧氟氖钠镁铝硅磷硫氯氩钾钙钪钛钒铬锰铁钴镍铜锌镓锗砷硒溴氪"
        "铷锶钇锆铌钼锝钌铑钯银镉铟锡锑碲碘氙铯钡镧铈镨钕"
    )
    birds = "白头鹎黑短脚鹎红嘴蓝鹊灰喜鹊大山雀黄腹山雀银喉长尾山雀棕头鸦雀画眉黑脸噪鹛白颊噪鹛红嘴相思鸟"
    for listed in (elements * 2, birds * 2):
        assert repaired(padding, listed)[0] == listed
