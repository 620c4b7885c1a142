"""What the documents show, so that it can be held against what is so. `python -m tests.documents` renews the output they show.

Shown output stands in blocks that begin with ```console and `$ biaozhun …`, before and after in tables headed so.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
COLUMNS = "100"  # width of the terminal for the output shown
SHOWN = re.compile(r"^```console\n\$ biaozhun ([^\n]*)\n(.*?)^```$", re.M | re.S)
COPY = re.compile(r"^\| `(.*)` \| ([^|]*) \|$", re.M)
PROGRAM = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)


def read(name: str) -> str:
    """A document at the top of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def documents() -> list[str]:
    """Names of the documents at the top of the project."""
    return sorted(path.name for path in ROOT.glob("*.md"))


def run(*arguments: str) -> str:
    """What Python prints with these arguments, run from the top of the project on a terminal of the agreed width."""
    environment = {**os.environ, "COLUMNS": COLUMNS, "PYTHONUTF8": "1", "NO_COLOR": "1"}
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.decode().splitlines())


def renewed(text: str) -> str:
    """A document with the output of its commands as they print it now."""
    return SHOWN.sub(lambda block: f"```console\n$ biaozhun {block[1]}\n{run('-m', 'pipeline', *block[1].split())}```", text)


def before_and_after(name: str) -> list[tuple[str, str]]:
    """The pairs of the document's table: words of a copy, in which ` ⏎ ` is a line break, and words of its text."""
    return [("\n".join(re.split("` ⏎ `", copy)), text) for copy, text in COPY.findall(read(name))]


def main() -> None:
    """Renew what the documents show."""
    for name in documents():
        (ROOT / name).write_text(renewed(read(name)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
