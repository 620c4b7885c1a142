"""The state of the standards in a folder, or in a revision of the git repository around it."""

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import msgspec

from pipeline.language import Language, say
from pipeline.model import Standard

STANDARD = "standard.json"


class SideError(Exception):
    """A side cannot be read; the message, in the language asked for, says why and what to do."""

    def __init__(self, phrase: str, **words: object) -> None:
        super().__init__(phrase, words)
        self._phrase, self._words = phrase, words

    def told(self, language: Language) -> str:
        """What is wrong and what to do."""
        return say(self._phrase, language, **self._words)

    def __str__(self) -> str:
        return self.told("en")


def read_side(name: str, folder: Path) -> dict[str, Standard]:
    """The standards of a side by id. name: an output folder, else a git revision, in which `folder` is looked at.

    Raises SideError.
    """
    path = Path(name)
    if os.path.isdir(name):
        return dict(_standards(name, _in_folder(path)))
    if os.path.exists(name):
        raise SideError("side-file", name=name)
    if path.is_absolute() or name.startswith("."):  # no revision is written so
        raise SideError("side-gone", name=name)
    return dict(_standards(f"{folder} at {name}", _at_revision(name, folder)))


def _standards(what: str, files: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, Standard]]:
    for name, data in files:
        try:
            yield name, msgspec.json.decode(data, type=Standard)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise SideError("side-broken", where=what, file=f"{name}/{STANDARD}", error=error) from error


def _in_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    found = sorted(folder.glob(f"*/{STANDARD}"))
    if not found:
        one = (folder / STANDARD).is_file()
        raise SideError("side-one" if one else "side-empty", name=folder, folder=folder.parent)
    for path in found:
        yield path.parent.name, path.read_bytes()


def _at_revision(revision: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a revision, as git archives them: nothing in the working tree is touched."""
    words = {"name": repr(revision), "folder": folder}
    if not folder.is_dir():
        raise SideError("side-no-from", **words)
    if _git(folder, "rev-parse", "--git-dir") is None:
        raise SideError("side-no-git", **words)
    if revision.startswith("-") or _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") is None:
        raise SideError("side-no-revision", **words)
    archive = _git(folder, "archive", "--format=tar", revision, "--", ".")
    if not archive:
        raise SideError("side-revision-empty", **words)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            path = PurePosixPath(member.name)
            if path.name == STANDARD and len(path.parts) == 2 and (file := tar.extractfile(member)):
                yield path.parts[0], file.read()


def _git(folder: Path, *words: str) -> bytes | None:
    """What git prints, run in the folder; None where it fails."""
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    except FileNotFoundError as error:
        raise SideError("git-missing") from error
    return done.stdout if done.returncode == 0 else None
