"""`biaozhun review`: a page on this machine where people decide on findings and probable repairs.

The page is served to this machine alone and fetches nothing. Flask is imported only here and below, and is an extra.
"""

import secrets
import socket
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.decide import Folders
from pipeline.language import Language, say
from pipeline.load import LoadError, standard_folders
from pipeline.lookup import absent, stop, unknown

if TYPE_CHECKING:
    from flask import Flask

HOST = "127.0.0.1"


def review(folders: Folders, port: int, language: Language, ids: Sequence[str] = ()) -> None:
    """Serve the page until Ctrl-C. port: 0 for any that is free; ids: only these standards, all where there are none.

    Exits with 2 where there is no standard, the port cannot be had, or Flask is not installed.
    """
    _known(folders, ids, language)
    try:
        from pipeline.review.app import make_app
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("flask", "werkzeug"):
            raise
        stop(say("review-no-flask", language), 2)
    try:
        listening = socket.create_server((HOST, port))
    except OSError as error:
        stop(say("review-no-port", language, port=port, error=error.strerror), 2)
    with listening:
        port, token = listening.getsockname()[1], secrets.token_urlsafe(32)
        _serve(make_app(folders, token, port, language, ids), listening, f"http://{HOST}:{port}/enter?token={token}", language)
    print(say("review-ended", language), file=sys.stderr)


def _known(folders: Folders, ids: Sequence[str], language: Language) -> None:
    """End the command where something that was named is not there."""
    if not folders.out.is_dir():
        stop(absent(folders.out, language), 2)
    try:
        known = [folder.name for folder in standard_folders(folders.out)]
    except LoadError as error:
        stop(str(error), 2)
    if strange := [name for name in ids if name not in known]:
        stop(unknown(folders.out, strange[0], known, language), 2)
    if not folders.sources.is_dir():
        stop(f"{folders.sources}: there is no such folder of sources; give it with --sources", 2)


def _serve(app: "Flask", listening: socket.socket, link: str, language: Language) -> None:
    """Answer until Ctrl-C. Threads: browsers open lines ahead and leave them silent, which would keep a single one waiting."""
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        """Requests are no news; defects still are."""

        timeout = 60  # seconds until a browser that opened a line and says nothing is let go

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            pass

    port = listening.getsockname()[1]
    server = make_server(HOST, port, app, threaded=True, request_handler=Quiet, fd=listening.fileno())
    print(link, flush=True)
    print(say("review-open", language), file=sys.stderr, flush=True)
    server.serve_forever()  # until Ctrl-C, which it takes as the end


__all__ = ["review"]
