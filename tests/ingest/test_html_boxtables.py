"""Tables that pages make of other elements than <table>."""

from pathlib import Path

import pytest

from tests.ingest.test_html import document, told

BOXED = [
    "<div style='display:table'><div style='display:table-row'><div style='display:table-cell'>{}</div>"
    "<div style='display: table-cell'>{}</div></div><div><span style='display:table-cell'>{}</span>"
    "<span style='display:table-cell'><p>{}</p></span></div></div>",
    "<div class=tb><div class=tb-tr><div class=tb-th>{}</div><div class=tb-th>{}</div></div>"
    "<ul class=tb-tr><li class=tb-td>{}<li class=tb-td>{}</ul></div>",
    "<div role=table><div role=rowgroup><div role=row><b role=columnheader>{}</b><b role=columnheader>{}</b></div></div>"
    "<div role=rowgroup><div role=row><span role=cell>{}</span><span role=cell>{}</span></div></div></div>",
]


@pytest.mark.parametrize("body", BOXED, ids=["display", "class", "role"])
def test_a_table_made_of_other_elements_is_a_table(tmp_path: Path, body: str) -> None:
    read_ = document(tmp_path, "<p>前</p>" + body.format("等级", "要求", "一级", "能复述") + "后")
    assert [(block.kind, words) for block, words in zip(read_.blocks, told(read_), strict=False)] == [
        ("paragraph", "前"), ("table", "等级\t要求\n一级\t能复述"), ("paragraph", "后"),
    ]  # fmt: skip


def test_a_style_sheet_tells_what_is_shown_as_cells(tmp_path: Path) -> None:
    row = "<div><div class=k>{}</div><div class=v>{}</div></div>"
    body = f"<div>{row.format('等级', '要求')}{row.format('一级', '能')}</div>"
    assert told(document(tmp_path, body)) == ["等级", "要求", "一级", "能"]
    assert told(document(tmp_path, body, "<style>.k, .v {display: table-cell}</style>")) == ["等级\t要求\n一级\t能"]


def test_words_beside_rows_or_cells_make_them_no_table(tmp_path: Path) -> None:
    row = "<div class=row><i class=td>甲</i><i class=td>乙</i></div>"
    for body in (
        f"<div>旁{row}{row}</div>",
        f"<div>{row}</div>",
        "<div><div><i class=td>甲</i>旁<i class=td>乙</i></div></div>" * 2,
    ):
        assert "table" not in {block.kind for block in document(tmp_path, body).blocks}
