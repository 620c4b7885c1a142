"""The pages of `biaozhun review`: the queue with one item open, what was decided, and what a person is told when it fails.

Every view works on the files as they stand; one request at a time reads or writes them.
"""

from collections.abc import Sequence
from threading import Lock
from typing import Any

from flask import Flask, redirect, render_template, request, session, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from pipeline.decide import Folders, Unusable, author
from pipeline.language import Language, say
from pipeline.review.citations import Citations
from pipeline.review.decisions import Done, Settled, decide, find
from pipeline.review.guard import Door, guard
from pipeline.review.page import listed, shown
from pipeline.review.queue import Item, Queue

Answer = str | Response | tuple[str, int]
_TOLD = {400: "review-bad-request", 404: "review-not-found", 405: "review-bad-request", 413: "review-too-big"}


def make_app(folders: Folders, token: str, port: int, language: Language, ids: Sequence[str] = ()) -> Flask:
    """The review page as a WSGI application. ids: only these standards, all where there are none."""
    app = Flask("pipeline.review")
    guard(app, Door(token, port), port)
    pages = _Pages(Queue(folders.out, ids), folders, language)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.add_url_rule("/", "front", pages.front)
    app.add_url_rule("/item/<key>", "item", pages.item)
    app.add_url_rule("/item/<key>", "decide", pages.decide, methods=["POST"])
    app.add_url_rule("/decided", "decided", pages.decided)
    app.register_error_handler(HTTPException, pages.failed)

    @app.context_processor
    def words() -> dict[str, Any]:
        return {"t": lambda phrase, **said: say(f"review-{phrase}", language, **said), "lang": language}

    return app


class _Pages:
    def __init__(self, queue: Queue, folders: Folders, language: Language) -> None:
        self.queue, self.folders, self.language = queue, folders, language
        self.citations = Citations(folders.out)
        self.done: list[Done] = []
        self.lock = Lock()

    def front(self) -> Answer:
        with self.lock:
            items = self._open()
            if items:
                return redirect(url_for("item", key=items[0].key, done=request.args.get("done")), 303)
            return render_template("empty.html", queue=[], total=0, broken=self.queue.broken, done=self._last())

    def item(self, key: str) -> Answer:
        with self.lock:
            item = find(self.queue, key)
            if item is None:
                return self._told("gone", 404)
            return self._page(item)

    def decide(self, key: str) -> Answer:
        session["author"] = request.form.get("author", "").strip()
        with self.lock:
            following = self._after(key)
            try:
                done = decide(self.queue, self.folders, key, request.form, self.language)
            except Settled as settled:
                if settled.item is None:
                    return self._told("gone", 409)
                return self._page(settled.item, say("review-decided-already", self.language)), 409
            except Unusable as error:
                item = find(self.queue, key)
                return (self._page(item, str(error)), 422) if item else self._told("gone", 409)
            self.done.append(done)
            now = find(self.queue, key)
            stays = now is not None and not now.decided
            goal = key if stays else following
            number = len(self.done) - 1
            place = url_for("item", key=goal, done=number) if goal else url_for("front", done=number)
            return redirect(place, 303)

    def decided(self) -> Answer:
        with self.lock:
            settled = [item for item in self.queue.items() if item.decided]
            rows, _, more = listed(settled, None, self.language)
            open_ = len(self._open())
            return render_template("decided.html", rows=rows, more=more, total=open_, broken=self.queue.broken)

    def failed(self, error: HTTPException) -> Answer:
        said = str(error.description or "")
        code = error.code or 500
        phrase = said if said.startswith("review-") else _TOLD.get(code, "review-failed")
        return self._told(phrase.removeprefix("review-"), code)

    def _told(self, phrase: str, code: int) -> Answer:
        return render_template("message.html", phrase=phrase, code=code), code

    def _open(self) -> list[Item]:
        return [item for item in self.queue.items() if not item.decided]

    def _after(self, key: str) -> str | None:
        """The key of the open item behind one, or of the first where it is the last."""
        keys = [item.key for item in self._open()]
        if key not in keys or len(keys) == 1:
            return None
        return keys[(keys.index(key) + 1) % len(keys)]

    def _last(self) -> Done | None:
        """The decision that the address names."""
        number = request.args.get("done", "")
        return self.done[int(number)] if number.isdecimal() and int(number) < len(self.done) else None

    def _page(self, item: Item, wrong: str = "") -> str:
        items = self._open()
        keys = [one.key for one in items]
        at = keys.index(item.key) if item.key in keys else -1
        rows, before, behind = listed(items, item, self.language)
        return render_template(
            "item.html",
            **shown(item, self.language),
            cited=self.citations.of(item, self.language),
            queue=rows,
            queue_before=before,
            queue_behind=behind,
            total=len(items),
            at=at,
            previous=keys[at - 1] if at > 0 else None,
            following=keys[at + 1] if at + 1 < len(keys) else None,
            broken=self.queue.broken,
            done=self._last(),
            wrong=wrong,
            form=request.form,
            author=session.get("author") or author(),
            csrf=session["csrf"],
        )
