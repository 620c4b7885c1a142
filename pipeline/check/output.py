"""An output folder as a whole: the catalogue and the standards say the same, and each standard holds its own promises."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import msgspec

from pipeline.check.fault import Fault
from pipeline.model import Catalogue
from pipeline.write import schema_faults

NAME = "catalogue.json"


def ids_on_disk(out: Path) -> list[str]:
    """The ids of the standards whose folders stand in an output folder."""
    return sorted(path.parent.name for path in out.glob("*/standard.json"))


def catalogue_faults(out: Path) -> Iterator[tuple[str, Fault]]:
    """What is wrong between catalogue.json and the folders beside it, each with the id of the standard it concerns."""
    path = out / NAME
    if not path.is_file():
        yield "", Fault("file-missing", NAME)
        return
    try:
        value = msgspec.json.decode(path.read_bytes())
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        yield "", Fault("not-json", NAME, {"line": 1, "detail": str(error)})
        return
    broken = schema_faults("catalogue", value)
    if broken:
        yield from (("", Fault("schema", NAME, {"line": 1, "detail": detail})) for detail in broken)
        return
    yield from _between(out, msgspec.convert(value, Catalogue))


def _between(out: Path, catalogue: Catalogue) -> Iterator[tuple[str, Fault]]:
    listed = {entry.id for entry in catalogue.standards}
    there = set(ids_on_disk(out))
    yield from ((name, Fault("standard-missing", NAME, {"id": name})) for name in sorted(listed - there))
    yield from ((name, Fault("standard-unlisted", NAME, {"id": name})) for name in sorted(there - listed))
    for entry in catalogue.standards:
        for file, digest in entry.digests.items():
            path = out / entry.id / file
            if path.is_file() and sha256(path.read_bytes()).hexdigest() != digest:
                yield entry.id, Fault("digest", file)
