"""Lines of the site's inside a document, and what a page says before the text that begins with its name."""

import random

import pytest

from pipeline.clean import chrome
from pipeline.model import Edit
from tests.clean.test_chrome import repaired

HEAD = [
    "云岫书影",
    "首页 > 管理 > 制度",
    "锅炉班长岗位手册.docx",
    "上传人:m****7 文档编号:4410093 上传时间:2019-03-04 格式:DOCX 页数:12",
    "下载 收藏 举报",
]
FOOT = ["点击查看更多>>", "版权声明:云岫书影仅提供信息存储空间,如侵犯您的权益请联系我们。", "京ICP备12345678号-1"]
TEXT = (
    "锅炉班长岗位手册一、岗位目的:保证锅炉安全、经济地运行,按负荷曲线供汽。二、工作内容:组织本班的司炉工、水处理工完成"
    "运行、巡检、排污和记录,每班不少于四次检查水位、压力和安全附件的状态,发现异常立即处理并报告值班长。三、权限:有权停止"
    "违章操作,有权对本班人员提出奖惩的建议。四、任职条件:持有锅炉操作证,从事锅炉运行三年以上,能独立处理缺水、满水和"
    "灭火等事故,会看汽水系统图,熟悉水质标准和化验方法,能编写班组的培训计划,能按时完成班组核算。五、考核:按月考核,由车间主任"
    "和安全员共同评分,满分一百分,其中安全四十分、质量三十分、成本二十分、现场十分,低于七十分的当月不发奖金,连续三个月"
    "低于七十分的调离岗位,全年无事故的给予表彰,并在下一年度的评聘中优先考虑。六、交接班:接班人员提前十五分钟到岗,看记录、看"
    "设备、看工具,双方签名后方可离岗,交班前一小时内不得改变运行方式,遇有事故由交班人员处理完毕后再交接。七、巡检路线:"
    "从给水泵房到除氧间,再到炉前、炉顶和风机房,每一处停留不少于两分钟,听声音、摸温度、看仪表,发现泄漏用红牌标出。八、记录:"
    "数据用钢笔填写,不得涂改,写错的划双线并签名,记录本由班组保存一年后交车间资料员归档,借阅须经主任同意,不得带出厂区。"
)


def _page(text: str, *lines: str, rng: random.Random) -> str:
    """The text run together with these lines of the site's in the middle of words of it, on a page."""
    words = [text.index(word) + 1 for word in ("从事", "当月", "路线")]
    places = sorted(words)
    lines = (*rng.sample(lines, len(lines)),)
    parts = [text[low:high] for low, high in zip([0, *places], [*places, len(text)], strict=True)]
    woven = "\n".join(piece for pair in zip(parts, (*lines, ""), strict=True) for piece in pair if piece)
    return "\n".join([*HEAD, woven, *FOOT])


def test_a_line_that_goes_again_in_the_middle_goes_there_too_and_the_sentence_goes_on_over_it() -> None:
    lines = (
        "上传人:m****7 文档编号:4410093 上传时间:2019-03-04 格式:DOCX 页数:13",
        "云岫书影 陪你读完33%",
        "(插播)瓦工班组台账",
    )
    for seed in range(6):
        text, _, repair = repaired(chrome, _page(TEXT, *lines, rng=random.Random(seed)))
        assert text == TEXT
        inside = [edit for edit in repair.edits if edit.rule in {"chrome.again", "chrome.named", "chrome.cutting"}]
        assert len(inside) >= len(lines) - 1  # rules may know one
        assert all(edit.certainty == "probable" for edit in inside)


def test_several_lines_in_a_row_that_go_again_go_there_too() -> None:
    again = [f"云岫书影 陪你读完{percent}%" for percent in (31, 32, 33)]
    page = "\n".join([*HEAD, f"1、{TEXT[:150]}", *again, f"2、{TEXT[150:]}", *FOOT])
    text, _, repair = repaired(chrome, page)
    assert text.replace("\n", "") == f"1、{TEXT[:150]}2、{TEXT[150:]}"
    assert sum(edit.rule in {"chrome.again", "chrome.named"} for edit in repair.edits) == 3


def test_a_line_between_two_parts_that_cuts_no_word_stays_and_is_told_of() -> None:
    at = TEXT.index("划双线")
    page = "\n".join([*HEAD, TEXT[:at], "瓦工班组台账", TEXT[at:], *FOOT])
    text, _, repair = repaired(chrome, page)
    assert "瓦工班组台账" in text
    assert any(finding.code == "chrome-doubtful" for finding in repair.findings)


def test_headings_of_a_text_in_lines_stay_where_sentences_have_no_stops() -> None:
    sentences = TEXT[8:-1].split("。")
    names = ("岗位目的", "工作内容", "任职条件", "考核")
    parts = {name: "。".join(sentences[2 * k : 2 * k + 2]) for k, name in enumerate(names)}
    lines = ["锅炉班长岗位手册", *(line for part in parts.items() for line in part)]
    document = "\n".join(lines)
    text, _, _ = repaired(chrome, "\n".join([*HEAD, document, *FOOT]))
    assert text == document


def _dropped(edits: tuple[Edit, ...]) -> str:
    return "".join(edit.old for edit in edits)


def test_what_says_the_name_of_the_text_before_it_is_the_pages() -> None:
    """A mail, a program's read-out, a chat: no word of a site, but lines that look like none of a document's."""
    body = "\n".join(part + "。" for part in TEXT[8:].split("。") if part)
    pages = (
        [
            "发件人:wangfang@corp.example",
            "发送时间:2020-10-21 16:59",
            "主题:转发:锅炉班长岗位手册",
            "附件:锅炉班长岗位手册.doc(67KB)",
        ],
        ["文件读取器 试用版 剩余3次", "源文件:锅炉班长岗位手册.pdf 共12页 用时5秒", "导出 复制 校对"],
        ["—————  2014-08-10  —————", "老赵 11:34", "@所有人 谁有锅炉班长岗位手册?", "小周 13:18"],
    )
    for head in pages:
        text, _, repair = repaired(chrome, "\n".join([*head, "锅炉班长岗位手册", body]))
        assert text == "锅炉班长岗位手册\n" + body
        assert all(line in _dropped(repair.edits) for line in head)


def test_what_an_author_says_before_the_title_stays() -> None:
    body = "\n".join(part + "。" for part in TEXT[8:].split("。") if part)
    heads = (
        [
            "某某热力有限公司文件",
            "热司字〔2019〕3号",
            "关于印发《锅炉班长岗位手册》的通知",
            "各车间:",
            "现将《锅炉班长岗位手册》印发给你们,请遵照执行。",
        ],
        ["文件名称:锅炉班长岗位手册", "文件编号:RL-GW-07", "版本:A/0", "生效日期:2019-03-01", "编制:王某 审核:赵某 批准:孙某"],
        ["目录", "锅炉班长岗位手册……1", "司炉工岗位手册……5", "水处理工岗位手册……9"],
    )
    for head in heads:
        page = "\n".join([*head, "锅炉班长岗位手册", body])
        assert repaired(chrome, page)[0] == page


def test_an_excerpt_of_the_text_goes_where_it_does_not_break_off_too() -> None:
    text, _, repair = repaired(chrome, "\n".join([*HEAD, f"摘要:{TEXT[:64]}", TEXT, *FOOT]))
    assert text == TEXT
    assert "chrome.excerpt" in {edit.rule for edit in repair.edits}


def test_a_paragraph_with_a_watermark_in_it_is_the_documents() -> None:
    mark = "资料收集于网络,如有侵权请联系网站删除"
    first, rest = TEXT[:120] + mark + TEXT[120:230], TEXT[230:]
    for parts in ((first, rest), (f"1、{first}", f"2、{rest[:40]}{mark}{rest[40:]}")):
        text = "\n".join(parts)
        assert repaired(chrome, "\n".join([*HEAD, text, *FOOT]))[0] == text


def test_what_a_converter_prints_at_the_head_the_end_and_between_goes_without_any_word_of_a_site() -> None:
    lines = [part + "。" for part in TEXT[8:-1].split("。")]
    for tag in ("XX2DOC 转换器 未注册版 仅可转换5页", "由 pdf2text.example 生成"):
        page = "\n".join([tag, "锅炉班长岗位手册", *lines[:6], tag, *lines[6:], tag])
        assert repaired(chrome, page)[0] == "\n".join(["锅炉班长岗位手册", *lines])


def test_a_firms_name_at_the_head_the_end_and_between_stays() -> None:
    lines = [part + "。" for part in TEXT[8:-1].split("。")]
    page = "\n".join(["云岫热力有限公司", "锅炉班长岗位手册", *lines[:6], "云岫热力有限公司", *lines[6:], "云岫热力有限公司"])
    assert repaired(chrome, page)[0] == page


@pytest.mark.parametrize(
    "shift", [("早班", "中班", "晚班", "休息"), ("合格", "返工", "报废", "待检", "特采"), ("张伟", "王芳", "李娜", "刘洋")]
)
def test_an_authors_list_that_comes_twice_is_no_menu(shift: tuple[str, ...]) -> None:
    lines = "\n".join(sentence for sentence in TEXT.split("。") if sentence)
    page = "\n".join([*HEAD, "锅炉班长岗位手册", *shift, *shift, lines, *FOOT])
    text, _, _ = repaired(chrome, page)
    assert "\n".join([*shift, *shift]) in text


def test_a_line_that_no_author_writes_goes_from_inside_a_page_that_is_a_sites_beyond_doubt() -> None:
    parts = [part for part in TEXT.split("。") if part]
    lines = [*parts[:3], "登录后可复制文字", *parts[3:]]
    text, _, repair = repaired(chrome, "\n".join([*HEAD, *lines, *FOOT]))
    assert text == "\n".join(parts)
    assert {edit.certainty for edit in repair.edits if "登录后" in edit.old} == {"probable"}


def test_a_line_with_only_the_name_and_the_address_of_a_known_site_goes_from_inside() -> None:
    page = _page(TEXT, "docin.com 豆丁网 www.docin.com", "豆丁网", "www.docin.com 豆丁", rng=random.Random(1))
    assert repaired(chrome, page)[0] == TEXT


@pytest.mark.parametrize(
    "line", ["FROM : 行政部 FAX NO. : 0571 81234567 2021-03-04 10:22 P{}", "http://hr.corp.example/view?id=77 {}/4"]
)
def test_a_line_that_a_program_printed_on_every_page_goes_whatever_its_figures(line: str) -> None:
    parts = [part for part in TEXT.split("。") if part]
    lines = [line.format(1), *parts[:4], line.format(2), *parts[4:7], line.format(3), *parts[7:], line.format(4)]
    assert repaired(chrome, "\n".join(lines))[0] == "\n".join(parts)


@pytest.mark.parametrize("line", ["得分:{}分 合计:100分", "编号:QM-0{} 第{}版", "□合格 □不合格 扣{}分"])
def test_a_line_of_an_authors_forms_that_comes_again_with_other_figures_stays(line: str) -> None:
    parts = [part for part in TEXT.split("。") if part]
    lines = [
        "锅炉房点检表",
        *(words for n, part in enumerate(parts, start=1) for words in (line.format(n, n), part)),
        line.format(9, 9),
    ]
    assert repaired(chrome, "\n".join(lines))[0] == "\n".join(lines)
