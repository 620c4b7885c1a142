"""What stands before the same label each time is its own where a word goes on from it, and else the value's before it."""

import pytest

from pipeline.segment.labels import labels
from pipeline.segment.marks import marks


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("角色:收货员所需信息:送货单。角色:叉车工所需信息:库位表。角色:复核组长所需信息:出库单。", "所需信息"),
        ("岗位:仓管员对谁负责:库长。岗位:叉车工对谁负责:班长。岗位:复核员对谁负责:主任。", "对谁负责"),
        ("人数:3人学历:大专。人数:5人学历:中专。人数:8人学历:本科。", "学历"),
    ],
)
def test_a_label_is_whole(text: str, words: str) -> None:
    found = [label.words for label in labels.find(text, marks.scan(text))]
    assert found.count(words) == 3
