"""A folder with one extracted standard that has a finding and four probable repairs, and a client that opened the page."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from pipeline.build import build
from pipeline.decide import Folders
from pipeline.report import Terminal
from pipeline.review.app import make_app
from pipeline.review.queue import Item, Queue
from tests.support.written import SPECIALIST

TEXT = f"""{SPECIALIST}第二单元 客户关系
1、沟通
燌与客户保持联系;
燌按流程办理<b>;
燌登记结果;
燌每月汇总。
"""
PORT = 8765
TOKEN = "a-token-of-the-test"


@pytest.fixture(scope="session")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    (folder / "raw").mkdir()
    (folder / "raw" / "a.txt").write_text(TEXT, encoding="utf-8")
    build([folder / "raw"], folder / "normalized", 1, Terminal())
    return folder


@pytest.fixture
def folders(extracted: Path, tmp_path: Path) -> Folders:
    shutil.copytree(extracted, tmp_path, dirs_exist_ok=True)
    return Folders(tmp_path / "raw", tmp_path / "normalized")


@pytest.fixture
def app(folders: Folders) -> Flask:
    return make_app(folders, TOKEN, PORT, "en")


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """A browser that has not opened the link."""
    app.test_client_class = Local
    return app.test_client()


@pytest.fixture
def person(visitor: FlaskClient) -> Iterator["Person"]:
    with visitor:
        visitor.get(f"/enter?token={TOKEN}")
        yield Person(visitor)


class Local(FlaskClient):
    """A browser on this machine."""

    def open(self, *args: Any, **said: Any) -> Any:
        said.setdefault("base_url", f"http://127.0.0.1:{PORT}")
        return super().open(*args, **said)


class Person:
    """Somebody who opened the page by its link."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def look(self, key: str) -> str:
        return self.client.get(f"/item/{key}").text

    def decide(self, key: str, do: str, **form: str) -> Any:
        """Fill in the form of an item, as it stands on the page now, and press a button."""
        return self.press(key, self.form(key), do, **form)

    def form(self, key: str) -> dict[str, str]:
        page = self.look(key)
        found = re.search(r'name="csrf" value="([^"]+)"', page)
        was = re.search(r'name="was" value="([^"]*)"', page)
        return {"csrf": found[1] if found else "", "was": was[1] if was else ""}

    def press(self, key: str, filled: dict[str, str], do: str, **form: str) -> Any:
        said = {"author": "李梅", "reason": "原件如此", "do": do}
        return self.client.post(f"/item/{key}", data={**filled, **said, **form})


def items(folders: Folders) -> list[Item]:
    return Queue(folders.out).items()


def written(folders: Folders) -> list[str]:
    """The lines of the corrections."""
    file = folders.sources / "corrections" / "a.jsonl"
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []
