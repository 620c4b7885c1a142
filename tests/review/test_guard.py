"""Only the person who was given the link uses the page, from this machine, once, and from the page itself."""

import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from pipeline.decide import Folders
from tests.review.conftest import PORT, TOKEN, Person, items, written


def test_the_link_opens_one_session_and_no_second(app: Flask, visitor: FlaskClient) -> None:
    answer = visitor.get(f"/enter?token={TOKEN}")
    assert answer.status_code == 303
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert visitor.get(f"/enter?token={TOKEN}").status_code == 303  # the same browser, which has its session
    other = app.test_client()
    late = other.get(f"/enter?token={TOKEN}")
    assert late.status_code == 403
    assert "This link is no longer good" in late.text
    assert "Ctrl-C" in late.text


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], "标准"])
def test_a_wrong_token_opens_nothing_and_leaves_the_right_one_good(visitor: FlaskClient, token: str) -> None:
    assert visitor.get("/enter", query_string={"token": token}).status_code == 403
    assert visitor.get(f"/enter?token={TOKEN}").status_code == 303


@pytest.mark.parametrize("path", ["/", "/decided", "/item/x"])
def test_without_a_session_every_page_says_how_to_get_one(visitor: FlaskClient, path: str) -> None:
    answer = visitor.get(path)
    assert (answer.status_code, "biaozhun review" in answer.text) == (403, True)


@pytest.mark.parametrize(
    "host", ["example.com", "example.com:8765", "127.0.0.1:80", "127.0.0.1.example.com:8765", "10.0.0.1:8765"]
)
def test_a_name_of_another_machine_is_refused(person: Person, host: str) -> None:
    assert person.client.get("/decided", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_every_name_of_this_machine_is_one(visitor: FlaskClient, host: str) -> None:
    answer = visitor.get(f"/enter?token={TOKEN}", headers={"Host": f"{host}:{PORT}"})
    assert answer.status_code == 303


FOREIGN = [
    {"Origin": "https://example.com"},
    {"Origin": "null"},
    {"Origin": f"http://127.0.0.1:{PORT + 1}"},
    {"Origin": f"https://127.0.0.1:{PORT}"},
    {"Referer": f"http://example.com/?http://127.0.0.1:{PORT}/"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_form_of_another_page_is_refused(person: Person, folders: Folders, headers: dict[str, str]) -> None:
    key = items(folders)[0].key
    form = {**person.form(key), "author": "a", "reason": "b", "do": "accept"}
    answer = person.client.post(f"/item/{key}", data=form, headers=headers)
    assert (answer.status_code, written(folders)) == (403, [])


@pytest.mark.parametrize("csrf", ["", "wrong", "标准"])
def test_a_form_without_the_token_of_the_session_is_refused(person: Person, folders: Folders, csrf: str) -> None:
    key = items(folders)[0].key
    answer = person.client.post(f"/item/{key}", data={"csrf": csrf, "author": "a", "reason": "b", "do": "accept"})
    assert (answer.status_code, written(folders)) == (403, [])
    assert "earlier session" in answer.text


def test_a_body_of_a_hundred_megabytes_is_refused_unread(person: Person, folders: Folders) -> None:
    body, sized = io.BytesIO(b"text=x"), {"CONTENT_LENGTH": "100000000"}
    answer = person.client.post(f"/item/{items(folders)[0].key}", input_stream=body, environ_overrides=sized)
    assert (answer.status_code, body.tell(), written(folders)) == (413, 0, [])


def test_only_forms_change_something(person: Person, folders: Folders) -> None:
    key = items(folders)[0].key
    for call in (person.client.put, person.client.delete, person.client.patch):
        assert call(f"/item/{key}").status_code == 405
    assert person.client.get(f"/item/{key}?do=accept&author=a&reason=b").status_code == 200
    assert written(folders) == []


def test_every_answer_is_sealed_and_no_page_holds_a_script_or_a_style(person: Person, folders: Folders) -> None:
    paths = ["/", "/decided", f"/item/{items(folders)[0].key}", "/nowhere", "/static/review.js"]
    for path in paths:
        answer = person.client.get(path, follow_redirects=True)
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
        if answer.mimetype == "text/html":
            assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", answer.text)
            addresses = re.findall(r'(?:href|src|action)="([^"]*)"', answer.text)
            assert [one for one in addresses if not one.startswith(("/", "#"))] == []
