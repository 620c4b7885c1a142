"""Work for children that goes wrong in every way, and a stand-in for the four stages that does it on demand."""

import ctypes
import errno
import os
import signal
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalogue import Outcome, enter
from pipeline.errors import SourceError, Why
from pipeline.limits import LIMITS, Limits
from pipeline.model import Copy, Document, Entry, Node, Standard, Text
from pipeline.write import write


def behave(how: str) -> str:
    """Return `how`, or do what it says."""
    if how == "refuse":
        raise SourceError(Why.DAMAGED, "clean", "broken on purpose", "mend it")
    if how == "defect":
        raise RuntimeError("a defect on purpose")
    if how == "full":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "somewhere")
    if how == "hang":
        time.sleep(600)
    if how == "die":
        os._exit(7)
    if how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "crash":
        ctypes.string_at(0)
    if how == "eat":
        return "x" * 50_000_000_000
    return how


def stages(path: Path, entry: Entry, folder: Path, ledger: Path, limits: Limits = LIMITS) -> Outcome:
    """In place of the four stages: a file's words say what happens; else they become a standard's title and text."""
    mark = folder.with_name(f"{folder.name}.stage")
    mark.write_text("clean", encoding="utf-8")
    words = path.read_text(encoding="utf-8")
    behave(words)
    copy = Copy(file=entry.file, sha256=sha256(path.read_bytes()).hexdigest(), bytes=len(words), format="txt")
    document = Document(Text(words), copy)
    node = Node(id="words", kind="para", text=words, span=(0, len(words)), extent=(0, len(words)), source_span=(0, len(words)))
    standard = Standard(id=entry.id, families=("document",), title=entry.title or words, sources=(copy,), body=(node,))
    if words.startswith("slow"):
        time.sleep(0.15)
    if words.startswith("gated"):
        while not (path.parent / ".open").exists():
            time.sleep(0.02)
    return Outcome(enter(standard, write(standard, document, folder)), (len(words), len(words)), {}, 0.0)


def close(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Take the right to read the folders of a name away in this process, root or not."""
    scan, access = os.scandir, os.access

    def refusing(path: Any = ".") -> Any:
        if os.path.basename(str(path)) == name:  # a number where a folder is open already
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    monkeypatch.setattr(
        os, "access", lambda path, mode, **options: os.path.basename(str(path)) != name and access(path, mode, **options)
    )
