"""The state of the standards in a folder, or in a revision of the git repository around it."""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import msgspec

from pipeline.model import Standard

STANDARD = "standard.json"


class SideError(Exception):
    """A side cannot be read; the message says why and what to do."""


def read_side(name: str, folder: Path) -> dict[str, Standard]:
    """The standards of a side by id. name: an output folder, else a git revision, in which `folder` is looked at.

    Raises SideError.
    """
    if Path(name).is_dir():
        return dict(_standards(name, _in_folder(Path(name))))
    return dict(_standards(f"{folder} at {name}", _at_revision(name, folder)))


def _standards(what: str, files: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, Standard]]:
    for name, data in files:
        try:
            yield name, msgspec.json.decode(data, type=Standard)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise SideError(f"{what}: {name}/{STANDARD} cannot be read ({error}); extract it again") from error


def _in_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    found = sorted(folder.glob(f"*/{STANDARD}"))
    if not found:
        raise SideError(f"{folder} holds no standards; `biaozhun extract` makes them")
    for path in found:
        yield path.parent.name, path.read_bytes()


def _at_revision(revision: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a revision, as git archives them: nothing in the working tree is touched."""
    if revision.startswith("-") or not folder.is_dir():
        raise SideError(f"{revision!r} is no folder" if folder.is_dir() else f"{folder} is no folder; name it with --from")
    if _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") is None:
        raise SideError(f"{revision!r} is neither a folder nor a revision of the git repository that holds {folder}")
    archive = _git(folder, "archive", "--format=tar", revision, "--", ".")
    if not archive:
        raise SideError(f"{revision} holds no {folder}")
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
        raise SideError("git is not installed; give two folders") from error
    return done.stdout if done.returncode == 0 else None
