"""The output folder: everything appears in it whole or not at all.

A source's files are written into a working folder beside their place and moved there by renaming, so that Ctrl-C or
kill -9 at any moment leaves each standard as it was or as it is now. What a killed run left behind the next one clears away.
One run at a time: the folder is locked while it is written, and the lock goes with the process.
"""

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.language import Language, say

_WORKING = ".partial-"
_OLD = ".old"

# What a system says when a folder cannot take any more: full, over quota, not allowed, read-only, in use (Windows), broken.
_REFUSED = {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.EIO, errno.EFBIG}


class OutputError(Exception):
    """The output folder cannot be used; the message says why and what to do."""


class Output:
    """An output folder while a run writes to it: `with Output(folder) as output`. language: of what an OutputError says."""

    def __init__(self, folder: Path, language: Language = "en") -> None:
        self.folder = folder
        self._language = language
        self._lock = -1
        self._working = folder

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = _lock(self.folder, self._say("out-in-use"))
            self._recover()
            self._working = Path(tempfile.mkdtemp(prefix=_WORKING, dir=self.folder))
        except FileExistsError as error:
            raise OutputError(self._say("out-is-file")) from error
        except OSError as error:
            raise OutputError(self._say("out-closed", error)) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._recover()
        if self._lock >= 0:
            os.close(self._lock)
        if isinstance(error, OSError) and error.errno in _REFUSED:
            raise OutputError(self._say("out-full", error)) from error

    def _say(self, phrase: str, error: OSError | None = None) -> str:
        return say(phrase, self._language, folder=self.folder, why=error.strerror if error else "")

    def _recover(self) -> None:
        """Put back what was on its way out when a run was killed, and clear away the rest."""
        for working in self.folder.glob(f"{_WORKING}*"):
            for old in working.glob(f"*{_OLD}"):
                place = self.folder / old.name.removesuffix(_OLD)
                if not place.exists():
                    old.rename(place)
            shutil.rmtree(working, ignore_errors=True)

    def place(self, id_: str) -> Path:
        """Where the files of a source are to be written before `commit`; it does not exist yet."""
        return self._working / id_

    def stage(self, id_: str) -> str:
        """The stage that a source had reached when its child was lost."""
        mark = self._working / f"{id_}.stage"
        return mark.read_text(encoding="utf-8") if mark.exists() else "ingest"

    def commit(self, id_: str, ours: Collection[str] = ()) -> bool:
        """Put the files of a source in their place; False where the same bytes stand there already.

        ours: names of the files that an earlier run wrote there; those that are not written any more go. Other files in the
        old folder that the new one has no counterpart for are not this program's: they are kept.
        """
        new, place, old = self._working / id_, self.folder / id_, self._working / f"{id_}{_OLD}"
        if not place.exists():
            new.rename(place)
            return True
        gone = {
            file.name for file in place.iterdir() if file.name in ours and file.is_file() and not (new / file.name).exists()
        }
        if not gone and all(_same(file, place / file.name) for file in new.iterdir()):
            return False
        for kept in place.iterdir():
            if kept.name not in gone and not (new / kept.name).exists():
                _copy(kept, new / kept.name)
        place.rename(old)
        new.rename(place)
        return True

    def write(self, name: str, data: bytes) -> None:
        """Write a file below the folder in one piece; left alone where it has these bytes."""
        place = self.folder / name
        if place.exists() and place.read_bytes() == data:
            return
        place.parent.mkdir(exist_ok=True)
        new = self._working / ".file"  # no id begins with a stop, so no source's folder has this name
        new.write_bytes(data)
        os.replace(new, place)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target, follow_symlinks=False)


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and sha256(one.read_bytes()).digest() == sha256(other.read_bytes()).digest()


def _lock(folder: Path, taken: str) -> int:
    """Hold the folder for this process; -1 where the system has no such locks. taken: what is said where another holds it."""
    if sys.platform == "win32":
        return -1
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise OutputError(taken) from error
    except OSError:  # a file system without locks
        os.close(handle)
        return -1
    return handle
