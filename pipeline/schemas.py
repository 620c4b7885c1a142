"""The schemas in schemas/, for downstream tools: `python -m pipeline.schemas` writes them, `--check` says which are stale."""

import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from pipeline.write import FORMS, schema

FOLDER = Path(__file__).parent.parent / "schemas"


def schema_files() -> dict[str, bytes]:
    """File name → bytes of every schema."""
    return {
        f"{form}.schema.json": msgspec.json.format(msgspec.json.encode(schema(form), order="deterministic"), indent=2) + b"\n"
        for form in FORMS
    }


def stale(folder: Path = FOLDER) -> list[str]:
    """Names of the schema files that are missing, out of date, or belong to no file that is written."""
    wanted = schema_files()
    there = {path.name: path.read_bytes() for path in folder.glob("*.json")}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def main(arguments: Sequence[str], folder: Path = FOLDER) -> int:
    """Write, or with --check only compare: exit status 1 where a schema is stale, 2 for wrong use."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m pipeline.schemas [--check]", file=sys.stderr)
        return 2
    old = stale(folder)
    if arguments:
        for name in old:
            print(f"schemas/{name} is stale: run `python -m pipeline.schemas`", file=sys.stderr)
        return 1 if old else 0
    folder.mkdir(exist_ok=True)
    wanted = schema_files()
    for name in old:
        if name in wanted:
            (folder / name).write_bytes(wanted[name])
        else:
            (folder / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
