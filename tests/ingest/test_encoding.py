"""Encodings: which one, told by the bytes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import SourceError, Why
from pipeline.ingest.encoding import common, decode, share

SIMPLIFIED = "客户经理任职资格标准：能够根据客户需求制定销售计划，并及时反馈市场信息。"
TRADITIONAL = "客戶經理任職資格標準：能夠根據客戶需求制定銷售計劃，並及時反饋市場資訊。"


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-32", "utf-32-le"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "gb18030", "gb18030"),
        ("Sales 1.0\n标准", "gb18030", "gb18030"),
        ("plain ASCII", "ascii", "utf-8"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_written_in(text: str, encoding: str, name: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.broken) == (text, name, 0)


def test_a_utf16_mark_of_the_other_byte_order_is_followed() -> None:
    assert decode(b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be")).text == SIMPLIFIED


def test_a_gb18030_mark_is_no_part_of_the_text() -> None:
    assert decode("\ufeff标准".encode("gb18030")).text == "标准"


@given(
    st.lists(st.sampled_from(sorted(common())), min_size=12, max_size=80),
    st.sampled_from(["gb18030", "utf-16-le", "utf-16-be"]),
)
@settings(derandomize=True, max_examples=60, deadline=None)
def test_any_chinese_text_of_a_dozen_characters_is_told(characters: list[str], encoding: str) -> None:
    text = "".join(characters)
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
def test_a_wrong_reading_has_a_share_far_below_the_right_one(encoding: str) -> None:
    text = TRADITIONAL if encoding == "big5hkscs" else SIMPLIFIED
    others = {"gb18030", "big5hkscs", "utf-16-le", "utf-16-be"} - {encoding}
    assert share(text) > 0.6
    assert all(share(text.encode(encoding).decode(other, "replace")) < 0.2 for other in others)


def test_a_declared_encoding_is_believed_where_the_bytes_bear_it_out() -> None:
    rare = "龘靐齉"
    assert decode(rare.encode("gb18030"), "GBK").text == rare
    assert decode(SIMPLIFIED.encode(), "gb2312").encoding == "utf-8"


def test_broken_bytes_in_readable_text_become_replacement_characters_and_are_counted() -> None:
    data = (SIMPLIFIED * 5).encode()
    decoded = decode(data[:30] + b"\xff" + data[30:] + "标".encode()[:2])
    assert (decoded.encoding, decoded.broken) == ("utf-8", 2)
    assert decoded.text.replace("\ufffd", "") == SIMPLIFIED * 5


def test_surrogates_that_belong_together_are_joined_and_lone_ones_replaced() -> None:
    pair = "𠮷".encode("utf-16-le").decode("utf-16-le").encode("utf-16", "surrogatepass")
    assert decode(pair).text == "𠮷"
    lone = decode("标准".encode() + b"\xed\xa0\x80" + "完".encode())
    assert (lone.text.rstrip("\ufffd完")[:2], lone.broken) == ("标准", 1)
    assert lone.text == "标准\ufffd完"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_run_of_nuls_in_a_text_is_one_broken_place_and_the_text_is_kept(encoding: str) -> None:
    decoded = decode((SIMPLIFIED + "\0" + SIMPLIFIED + "\0" * 9 + "完").encode(encoding))
    assert decoded.text == f"{SIMPLIFIED}\ufffd{SIMPLIFIED}\ufffd完"
    assert decoded.broken == 2


def test_a_text_that_a_disk_filled_up_with_nuls_is_kept_and_told_from_one_that_a_nul_ends() -> None:
    filled = decode(SIMPLIFIED.encode() + bytes(4000))
    assert (filled.text, filled.broken) == (SIMPLIFIED + "\ufffd", 1)
    ended = decode(SIMPLIFIED.encode() + b"\0")
    assert (ended.text, ended.broken) == (SIMPLIFIED, 0)


def test_a_replacement_character_of_the_source_is_not_counted_as_broken() -> None:
    assert decode("标准\ufffd".encode()).broken == 0


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01\0\0\0\0\0" * 20,
        bytes(range(256)) * 8,
        b"\x01\x02\x03\x04\x05\x06\x07\x08" * 100,
        b"a name" + bytes(500) + b"a version",
        "Standard".encode("utf-16-le") * 20,
    ],
    ids=["program", "every byte", "controls", "mostly NULs", "NULs between letters"],
)
def test_binary_data_is_refused_as_such(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        decode(data)
    assert caught.value.why is Why.UNSUPPORTED
    assert "binary" in caught.value.detail
    assert caught.value.advice


@pytest.mark.parametrize(
    "data",
    [
        "Das Gerät läßt sich für größere Mengen ändern. ".encode("latin-1") * 20,
        "任職資格の標準をまとめたもの。".encode("euc-jp") * 9,
    ],
    ids=["western", "japanese"],
)
def test_an_unknown_encoding_is_said_to_be_unknown_and_never_read_as_latin_1(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        decode(data)
    assert caught.value.why is Why.ENCODING
    assert "UTF-8" in caught.value.advice
