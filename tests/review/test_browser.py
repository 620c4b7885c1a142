"""The page in a real browser: decided with keys alone, there after a reload and after everything was made anew."""

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytest.importorskip("playwright", reason="playwright is not installed; the lock installs it")

from playwright.sync_api import Page, expect, sync_playwright

from pipeline.decide import Folders
from tests.review.conftest import written

pytestmark = pytest.mark.needs_browser
ROOT = Path(__file__).parent.parent.parent
_LEFT = "net::ERR_ABORTED"  # the page was left while its style or its script was still on its way
PATIENCE = 120_000  # milliseconds: a guard against waiting for ever


@pytest.fixture
def address(folders: Folders) -> Iterator[str]:
    """The command, running; the link that it printed."""
    words = ["review", "--sources", str(folders.sources), "--from", str(folders.out), "--lang", "en"]
    said = {**os.environ, "PYTHONUTF8": "1"}
    running = subprocess.Popen(
        [sys.executable, "-m", "pipeline", *words], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=said
    )
    assert running.stdout is not None
    try:
        yield running.stdout.readline().strip()
    finally:
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 0


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    """A browser with the link open, that reports whatever it was refused."""
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        trouble: list[str] = []
        page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        page.on("requestfailed", lambda request: trouble.append(request.url) if request.failure != _LEFT else None)
        host = urlsplit(address).netloc
        page.on("request", lambda request: None if urlsplit(request.url).netloc == host else trouble.append(request.url))
        page.goto(address)
        yield page
        browser.close()
        assert trouble == []


def test_decided_with_keys_alone_and_still_there_after_a_reload_and_a_regeneration(page: Page, folders: Folders) -> None:
    keys = page.keyboard
    expect(page.locator("h1")).to_contain_text("number-gap")
    keys.press("j")
    expect(page.locator("h1")).to_contain_text("bullets.rare-character")
    decided = page.url
    keys.press("y")
    keys.type("李梅")
    keys.press("Escape")
    keys.press("1")  # the first alternative: leads to the reason
    keys.type("原件如此")
    keys.press("Enter")
    expect(page.locator("#kept")).to_contain_text("Kept as line 1")
    assert page.url != decided
    page.goto(decided)
    expect(page.locator("#decided")).to_contain_text("李梅: 原件如此")
    page.reload()
    expect(page.locator("#decided")).to_contain_text("李梅: 原件如此")
    again = [sys.executable, "-m", "pipeline", "extract", str(folders.sources), "--out", str(folders.out), "--force"]
    subprocess.run(again, check=True, cwd=ROOT, capture_output=True, timeout=120)
    page.reload()
    expect(page.locator("#decided")).to_contain_text("李梅: 原件如此")
    expect(page.locator(".place.clean mark")).to_contain_text("燌")
    assert len(written(folders)) == 1


def test_words_kinds_and_cuts_with_keys_alone(page: Page, folders: Folders) -> None:
    keys = page.keyboard
    keys.press("r")
    keys.type("原件如此")
    keys.press("Escape")
    keys.press("y")
    keys.type("李梅")
    keys.press("Escape")
    keys.press("w")
    keys.press("End")
    keys.press("Backspace")
    keys.type(";")
    keys.press("Control+Enter")
    expect(page.locator("#kept")).to_contain_text("line 1")
    expect(page.locator(".place.clean mark")).to_contain_text("登记处理结果;")  # the finding still stands, and is shown anew
    keys.press("c")
    keys.type("处理")
    keys.press("Enter")  # no reason yet: it is asked for
    expect(page.locator("input[name=reason]")).to_be_focused()
    keys.type("两条")
    keys.press("Enter")
    expect(page.locator("#kept")).to_contain_text("line 2")
    changes = [re.search(r'"change":(\{.*?\})', line) for line in written(folders)]
    assert [found[1] for found in changes if found] == ['{"text":";"}', '{"cut":"beside"}']


def test_without_javascript_the_form_does_the_same(address: str, folders: Folders) -> None:
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        page.fill("input[name=author]", "李梅")
        page.fill("input[name=reason]", "原件如此")
        page.press("input[name=reason]", "Enter")  # no button was chosen
        page.wait_for_selector("#wrong")
        assert written(folders) == []
        page.click("button[value=accept]")
        page.wait_for_selector("#kept")
        assert '"accept-finding":"number-gap"' in written(folders)[0]
        browser.close()


def test_a_hundred_megabytes_are_refused_and_the_page_goes_on(address: str, folders: Folders) -> None:
    host = urlsplit(address).netloc
    line = http.client.HTTPConnection(host, timeout=60)
    line.putrequest("POST", "/item/x")
    line.putheader("Content-Length", "100000000")
    line.endheaders()
    assert line.getresponse().status == 413
    silent = http.client.HTTPConnection(host, timeout=60)
    silent.connect()  # as browsers open lines ahead
    other = http.client.HTTPConnection(host, timeout=60)
    other.request("GET", urlsplit(address).path + "?" + urlsplit(address).query)
    assert other.getresponse().status == 303
    silent.close()
    assert written(folders) == []
