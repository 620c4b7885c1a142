"""Who may use the review page: this machine only, by a link with a token that opens one session, and from the page itself.

In this order a request is held against: the name it calls the machine by (no other site's name may lead here), its size, where
it comes from, the session, and for what changes something the token of the form.
"""

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, abort, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

LARGEST = 1_000_000  # bytes of a form
_OPEN = {"enter", "static"}  # what needs no session
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Door:
    """The token of the link, which opens one session; and the names under which this machine may be called."""

    def __init__(self, token: str, port: int) -> None:
        self._token = token
        self._used = False
        self.hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    def opens(self, token: str) -> bool:
        """Whether this is the token and nobody has used it yet; from now on it is used."""
        right = secrets.compare_digest(token.encode(), self._token.encode()) and not self._used
        self._used = self._used or right
        return right


def guard(app: Flask, door: Door, port: int) -> None:
    """Let only those requests through that come from the person who was given the link."""
    app.config.update(
        SECRET_KEY=secrets.token_bytes(32),
        MAX_CONTENT_LENGTH=LARGEST,
        SESSION_COOKIE_NAME=f"biaozhun-review-{port}",  # cookies know no ports: two pages at once keep theirs apart
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
    )

    @app.before_request
    def held() -> None:
        if request.host not in door.hosts:
            abort(403, "review-other-host")
        if (request.content_length or 0) > LARGEST:
            abort(413)
        if not _ours(door):
            abort(403, "review-other-origin")
        if request.endpoint not in _OPEN and "csrf" not in session:
            abort(403, "review-no-session")
        if request.method == "POST" and not _meant():
            abort(403, "review-old-form")

    @app.get("/enter")
    def enter() -> AnyResponse:
        if "csrf" not in session:
            if not door.opens(request.args.get("token", "")):
                abort(403, "review-stale-token")
            session["csrf"] = secrets.token_urlsafe(32)
        return redirect(url_for("front"), 303)

    @app.after_request
    def sealed(response: Response) -> Response:
        response.headers.update(_HEADERS)
        return response


def _ours(door: Door) -> bool:
    """Whether a request that says where it comes from comes from this page; a link that a person follows says nothing."""
    said = request.headers.get("Origin") or (request.headers.get("Referer") if request.method == "POST" else None)
    if said is not None and not (urlsplit(said).scheme == "http" and urlsplit(said).netloc in door.hosts):
        return False
    return request.method != "POST" or request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def _meant() -> bool:
    """Whether a form holds the token of this session."""
    return secrets.compare_digest(request.form.get("csrf", "").encode(), str(session["csrf"]).encode())
