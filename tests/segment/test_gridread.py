"""Which tables are read as tables, and which as the items of the headings above them."""

from pipeline.ingest.compose import Composer, Words
from pipeline.model import Document, Text, walk
from pipeline.segment import segment
from tests.segment.shown import bordered, tabled
from tests.support import render


def test_sentences_of_a_level_in_one_cell_are_a_criterion_each() -> None:
    assert bordered(tabled([
        ["等级", "名称", "应达到的水平"],
        ["1级", "见习员", "了解业务的种类。能够在他人指导下受理。"],
        ["2级", "业务员", "熟悉全部业务。能够独立审核。"],
    ]))[1:4] == [
        "level | 1级 | 见习员",
        "  criterion |  |  | 了解业务的种类。",
        "  criterion |  |  | 能够在他人指导下受理。",
    ]  # fmt: skip


def test_tables_of_ever_other_titles_with_a_sentence_each_are_items_and_labels_that_come_back_are_fields() -> None:
    def document(titles: list[str]) -> Document:
        composer = Composer()
        composer.block("窗口人员任职资格标准")
        for k in range(3):
            composer.block(f"{k + 1}.窗口服务")
            rows = [(title.format("甲乙丙"[k]), "按规定逐项办理，当天登记。") for title in titles]
            composer.table(Words(r, c, words) for r, row in enumerate(rows) for c, words in enumerate(row))
        draft = composer.draft()
        return Document(Text(draft.text), render.document(draft.text).copy, draft.blocks)

    def kinds(titles: list[str]) -> list[str]:
        return [leaf.kind for leaf in walk(segment(document(titles), render.entry()).body) if not leaf.children]

    assert {*kinds(["核对{}类材料", "登记{}类编号"])} == {"item"}
    assert {*kinds(["办理方式", "登记做法"])} == {"field"}
