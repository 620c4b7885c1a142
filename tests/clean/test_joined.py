"""Where a page was run together into one line, the site's words go from its ends and the document's stay."""

import pytest

from pipeline.clean import chrome
from pipeline.clean.site.joined import ends
from tests.clean.documents import documents, repaired

HEAD = (
    "慧谷资料库|首页|分类|会员中心|登录 当前位置:首页>企业管理>岗位 仓储主管岗位手册 "
    "上传者:m****3 2016-03-08 09:12 浏览次数:1203 下载积分:5"
)
FOOT = (
    "上一篇:没有了 下一篇:年会主持词 猜你喜欢 相关推荐 评论(3) 写评论 点赞 收藏 分享 举报 关于我们 联系我们 用户协议 隐私政策"
)
TITLE = "仓储主管岗位手册"
SENTENCES = """一、总则
为规范仓库的收发与盘点,制定本手册。
二、职责
负责物料的验收、入库和出库,做到账物相符。
每月组织一次盘点,差异在三日内查明原因。
检查货架、叉车和消防器材,发现隐患立即整改。
三、要求
具有三年以上仓库工作经验,熟悉物料的分类与保管。
能够使用库存系统登记单据,按时报送报表。""".splitlines()


def document(joint: str) -> str:
    return joint.join([TITLE, *SENTENCES * 4, "本手册由物流部负责解释。"])


@pytest.mark.parametrize("joint", ["", " ", "\u3000"])
def test_the_sites_words_go_from_both_ends_of_the_line(joint: str) -> None:
    page = joint.join([HEAD, document(joint), FOOT])
    text, _, repair = repaired(chrome, page)
    assert text == document(joint)
    assert {edit.certainty for edit in repair.edits if edit.rule == "chrome.joined"} <= {"probable"}


def test_a_document_run_together_has_nothing_of_a_sites_at_its_ends() -> None:
    for text in documents().values():
        line = "".join(text.split("\n"))
        assert ends(line)[2:] == (0.0, 0.0)


@pytest.mark.parametrize(
    "last",
    [
        "附件:盘点表.xls 入库登记单.doc",
        "四、客户 1、会员:登记会员资料 2、游客:介绍会员的权益 3、网友:回复留言",
    ],
)
def test_the_authors_last_words_stay_before_a_sites(last: str) -> None:
    page = " ".join([document(" "), last, FOOT])
    assert document(" ") + " " + last in repaired(chrome, page)[0]


def test_an_authors_notice_at_the_head_stays() -> None:
    notice = "版权声明:本手册著作权归公司所有,未经书面授权,任何单位不得复制、转载,违者追究法律责任。"
    page = " ".join([TITLE, notice, *SENTENCES * 4])
    assert repaired(chrome, page)[0] == page
