"""The layout of JSON files."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Edit, Level, Node, Standard
from pipeline.write import encode, encode_lines

WORDS = st.text(alphabet=st.sampled_from('一二标准[]{}",:\\\n\t\r 1.5-0 e\u2028\x00a'), max_size=30)


@settings(max_examples=300, derandomize=True)
@given(title=WORDS, forms=st.lists(WORDS, max_size=4), text=WORDS, score=st.floats(allow_nan=False, allow_infinity=False))
def test_the_layout_changes_no_value(title: str, forms: list[str], text: str, score: float) -> None:
    node = Node(id="1", kind="unit", text=text, score=score, span=(0, 12), blocks=(1, 2, 3))
    standard = Standard(
        id="a", families=(), title=title, levels=(Level(rank=1, label="一级", forms=tuple(forms)),), body=(node,)
    )
    assert msgspec.json.decode(encode(standard), type=Standard) == standard


def test_spans_and_short_lists_stand_on_one_line_and_chinese_as_it_is() -> None:
    node = Node(id="1", kind="unit", title="单元", span=(10, 2000), why=("mark", "successor"))
    written = encode(Standard(id="a", families=("manual",), title="标准", body=(node,))).decode()
    assert '      "span": [10, 2000],\n' in written
    assert '  "families": ["manual"],\n' in written
    assert '      "why": ["mark", "successor"]\n' in written
    assert '  "title": "标准",\n' in written
    assert written.endswith("\n}\n")


def test_a_list_too_long_for_a_line_stays_an_item_a_line() -> None:
    forms = tuple(f"第{number}种很长很长的级别写法" for number in range(20))
    written = encode(Standard(id="a", families=(), title="", levels=(Level(rank=1, label="一级", forms=forms),))).decode()
    assert all(f'        "{form}"' in written for form in forms)


def test_a_record_is_one_line_of_json_lines_whatever_it_quotes() -> None:
    edit = Edit(start=0, end=3, old="甲\n\u2028", new="", rule="layout.break", certainty="certain", step=1, source=(0, 3))
    written = encode_lines([edit, edit])
    assert written.count(b"\n") == 2
    assert [msgspec.json.decode(line, type=Edit) for line in written.split(b"\n")[:-1]] == [edit, edit]
    assert encode_lines([]) == b""
