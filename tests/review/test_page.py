"""The page as a person meets it: both texts, decisions that are kept at once or refused whole, in two languages."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.build import build
from pipeline.cli import app as command
from pipeline.decide import Folders
from pipeline.output import Output
from pipeline.report import Terminal
from pipeline.review.app import make_app
from tests.review.conftest import PORT, TOKEN, Local, Person, items, written
from tests.support.written import SPECIALIST


def test_an_item_shows_both_texts_the_tree_and_every_decision(person: Person, folders: Folders) -> None:
    page = person.look(items(folders)[1].key)
    assert "<mark>燌</mark>" in page
    assert "<mark>•</mark>" in page
    assert "“燌” was repaired to “•”; 90% sure." in page
    assert 'aria-current="true"' in page
    for button in ("accept", "other 0", "drop", "text", "kind", "join", "cut beside", "cut below"):
        assert f'value="{button}"' in page


def test_what_a_source_says_is_never_markup(person: Person, folders: Folders) -> None:
    pages = [person.look(item.key) for item in items(folders)]
    assert not any("<b>" in page for page in pages)
    assert any("&lt;b&gt;" in page for page in pages)


def test_a_decision_is_kept_at_once_and_shown_and_a_second_is_told_of_it(person: Person, folders: Folders) -> None:
    first, *others = (item.key for item in items(folders)[1:])
    tab = person.form(first)  # the same item, open in two tabs
    answer = person.press(first, tab, "other 0", reason='<i>"原件"</i>')
    assert answer.status_code == 303
    assert answer.location == f"/item/{others[0]}?done=0"
    assert [json.loads(line)["change"] for line in written(folders)] == [{"text": "燌"}]
    assert "燌与客户保持联系" in (folders.out / "a" / "standard.md").read_text(encoding="utf-8")
    shown = person.client.get(answer.location).text
    assert "Kept as line 1 of" in shown
    assert "<ins>" in shown
    assert 'value="李梅"' in shown  # who decides is remembered
    second = person.press(first, tab, "accept")
    assert second.status_code == 409
    assert "this was decided in the meantime" in second.text
    assert "&lt;i&gt;&#34;原件&#34;&lt;/i&gt;" in second.text
    assert len(written(folders)) == 1
    listed = person.client.get("/decided").text
    assert first in listed
    assert others[0] not in listed


def test_a_decision_that_does_not_fit_is_told_keeps_what_was_typed_and_writes_nothing(person: Person, folders: Folders) -> None:
    key = items(folders)[0].key
    for form, said in (
        ({"do": "level", "level": "九级"}, "the standard has no level"),
        ({"do": ""}, "choose one of the buttons"),
    ):
        answer = person.decide(key, **form)
        assert (answer.status_code, said in answer.text, written(folders)) == (422, True, [])
        assert 'value="原件如此"' in answer.text


def test_a_correction_that_changes_nothing_is_shown_and_cannot_be_accepted(person: Person, folders: Folders) -> None:
    file = folders.sources / "corrections" / "a.jsonl"
    file.parent.mkdir()
    file.write_text('{"quote":"没有","change":{"drop":true},"reason":"x","author":"y"}\n', encoding="utf-8")
    build([folders.sources], folders.out, 1, Terminal())
    item = next(item for item in items(folders) if item.name == "correction-stale")
    assert 'value="accept"' not in person.look(item.key)
    answer = person.decide(item.key, "accept")
    assert (answer.status_code, "mend its line" in answer.text, len(written(folders))) == (422, True, 1)


def test_while_another_run_writes_nothing_is_decided(person: Person, folders: Folders) -> None:
    with Output(folders.out):
        file = folders.sources / "a.txt"
        file.write_text(file.read_text(encoding="utf-8") + "3)归档。\n", encoding="utf-8")
        answer = person.decide(items(folders)[0].key, "accept")
    assert (answer.status_code, "another run is writing" in answer.text, written(folders)) == (422, True, [])


def test_what_is_no_longer_there_is_told(person: Person, folders: Folders) -> None:
    form = person.form(items(folders)[0].key)
    assert person.client.get("/item/0123456789abcdef").status_code == 404
    answer = person.press("0123456789abcdef", form, "accept")
    assert (answer.status_code, "no longer there" in answer.text) == (409, True)


def test_the_page_speaks_chinese(folders: Folders) -> None:
    app = make_app(folders, TOKEN, PORT, "zh")
    app.test_client_class = Local
    client = app.test_client()
    assert "此链接已失效" in client.get("/enter?token=x").text
    client.get(f"/enter?token={TOKEN}")
    page = client.get("/", follow_redirects=True).text
    assert '<option value="criterion" selected>标准项</option>' in page
    assert 'lang="zh-CN"' in page
    assert "认可现状" in page


def test_a_defect_is_told_as_one_and_the_next_page_works(
    person: Person, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = items(folders)[0].key
    with monkeypatch.context() as broken:
        broken.setattr("pipeline.review.app.shown", lambda *_: 1 / 0)
        answer = person.client.get(f"/item/{key}")
    assert (answer.status_code, "a defect of the program" in answer.text) == (500, True)
    assert person.client.get(f"/item/{key}").status_code == 200


# ------------------------------------------------------------------------------------------------ the command


def test_a_port_that_is_taken_is_told(folders: Folders) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = CliRunner().invoke(
            command,
            ["review", "--port", str(port), "--sources", str(folders.sources), "--from", str(folders.out), "--lang", "en"],
        )
    assert (done.exit_code, f"cannot listen at port {port}" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "nowhere"], "there is no folder nowhere"),
        (["b"], "holds no standard 'b'"),
        (["--sources", "nowhere"], "--sources"),
    ],
)
def test_what_is_not_there_is_told(folders: Folders, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str) -> None:
    monkeypatch.chdir(folders.out.parent)
    done = CliRunner().invoke(command, ["review", *words, "--lang", "en"])
    assert (done.exit_code, said in done.stderr) == (2, True)


def test_without_flask_a_message_says_how_to_install_it(folders: Folders) -> None:
    code = "import sys; sys.modules['flask'] = sys.modules['werkzeug'] = None; from pipeline.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "review", "--sources", str(folders.sources), "--from", str(folders.out), "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent.parent.parent,
        timeout=60,
    )
    assert (done.returncode, "pip install 'biaozhun[review]'" in done.stderr) == (2, True)


def test_what_another_standard_has_at_a_gap_is_shown_with_its_place(folders: Folders) -> None:
    text = SPECIALIST.replace("3)登记处理结果。", "2)处理前先核实投诉内容;\n3)登记处理结果。").replace("客户专员", "客户经理")
    (folders.sources / "b.txt").write_text(text, encoding="utf-8")
    build([folders.sources], folders.out, 1, Terminal())
    client = make_app(folders, TOKEN, PORT, "en")
    client.test_client_class = Local
    with client.test_client() as browser:
        browser.get(f"/enter?token={TOKEN}")
        gap = next(item for item in items(folders) if item.name == "number-gap" and item.seen.standard.id == "a")
        page = Person(browser).look(gap.key)
        assert "likely text, as other standards have it" in page
        assert "2) 处理前先核实投诉内容;" in page
        assert "the statement beside it is 100% the same" in page  # the one behind it is too short to hold a place
        others = [item for item in items(folders) if item.name != "number-gap"]
        assert not any("likely text" in Person(browser).look(item.key) for item in others)
