"""Words in Markdown, held against a CommonMark parser with a forge's tables and strikethrough."""

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline.write.escape import bold, cell, escape, link, one_line, opening

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SIGNS = st.text(alphabet=st.sampled_from("标准ab1290 \\`*_[]()<>~$&;#+-=|!.:、，。《》(（\"'/@"), min_size=1, max_size=25)


def shown(markdown: str) -> list[tuple[str, str]]:
    """Tag and plain text of what a reader sees; any other inline mark-up shows up as a tag of its own."""
    found = []
    for token in READER.parse(markdown):
        if token.type == "inline":
            tags = {child.tag for child in token.children or () if child.tag}
            found.append(("".join(sorted(tags)), "".join(child.content for child in token.children or ())))
    return found


@settings(max_examples=250, derandomize=True)
@given(SIGNS)
def test_a_paragraph_shows_its_words_and_nothing_else(words: str) -> None:
    said = opening(escape(words))
    assert shown(said) == ([("", one_line(words))] if one_line(words) else [])


@settings(max_examples=250, derandomize=True)
@given(SIGNS)
def test_a_list_item_shows_its_words_and_nothing_else(words: str) -> None:
    assert shown(f"- {opening(escape(words))}") == ([("", one_line(words))] if one_line(words) else [])


@settings(max_examples=250, derandomize=True)
@given(SIGNS)
def test_a_cell_shows_its_words_and_nothing_else(words: str) -> None:
    table = f"| {cell(escape(words))} | 二 |\n| --- | --- |\n| {cell(escape(words))} | 四 |"
    want = one_line(words)
    assert shown(table) == [("", want), ("", "二"), ("", want), ("", "四")]


@settings(max_examples=250, derandomize=True)
@given(SIGNS, SIGNS)
def test_a_bold_label_with_a_colon_is_bold_whatever_stands_in_it(label: str, words: str) -> None:
    label, words = one_line(label), one_line(words)
    if label:
        assert shown(f"- {bold(escape(label))}：{escape(words)}") == [("strong", f"{label}：{words}")]


def test_readable_words_stay_as_they_are() -> None:
    for words in (
        "1、准确、深入分析",
        "(一)关于客户",
        "1.1 客户信息",
        "A.客户意见",
        "100%——“好”",
        "a-b",
        "《办法》第3条: 甲/乙",
    ):
        assert opening(escape(words)) == words


def test_a_range_a_task_box_a_footnote_and_a_link_are_escaped() -> None:
    assert escape("3~5年,2~3次") == "3\\~5年,2\\~3次"
    assert opening(escape("[x] 完成")) == "\\[x] 完成"
    assert escape("见[^1]和[甲](乙)") == "见\\[^1]和[甲\\](乙)"


def test_an_address_is_a_link_unless_it_could_be_something_else() -> None:
    assert link("https://example.org/a_b?c=1") == "<https://example.org/a_b?c=1>"
    assert link("javascript:alert(1)") == "javascript:alert(1)"
    assert link("https://a b") == "https://a b"


def test_a_line_break_closes_up_between_chinese_and_spaces_western_words() -> None:
    assert one_line(" 客户\n 信息 ") == "客户信息"
    assert one_line("use\nthis") == "use this"
    assert one_line("客户\r\nIT\r经理\u2028") == "客户IT经理"
