"""The house rules no linter checks: short modules and functions, a lock that installs anywhere, a quick command."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
HEAVY = {
    "docx",
    "flask",
    "jieba",
    "lxml",
    "matplotlib",
    "numpy",
    "opencc",
    "pandas",
    "pdfplumber",
    "pypdfium2",
    "pypinyin",
    "rjieba",
    "spacy",
    "werkzeug",
}

# Other people's words: sources, what is written from them, gold made from them.
QUOTED = ("raw/", "normalized/", "tests/gold/", "LICENSE")
TEXT = {".py", ".toml", ".md", ".json", ".csv", ".sh", ".ipynb", ".lock", ".cfg", ".yml", ".yaml", ".outline", ""}
UNWANTED = {
    "a path of one machine": re.compile(r"(?<![\w.~-])/(?:work|root|home/\w|Users/\w|opt/\w)[\w/]"),
    "an address of a package registry": re.compile(r"python[h]osted|py[p]i\.[a-z]|/simple/?[\"'\s]"),
    "a folder outside the project": re.compile(r"\.\./[s]hared"),
}


@cache
def _ours() -> tuple[Path, ...]:
    """The text files of the project, folders of tools and other people's words apart."""
    found: list[Path] = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name == ".ci" or not name.startswith((".", "__")))
        found += [Path(folder, name) for name in sorted(names) if Path(name).suffix in TEXT and name != ".git"]
    return tuple(path for path in found if not _name(path).startswith(QUOTED))


def _modules() -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in _ours() if path.suffix == ".py"}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_architecture_names_every_module_of_the_packages_that_stages_are_made_of() -> None:
    told = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    names = [name for path in _modules() if (name := _name(path)).startswith("pipeline/") and name.count("/") == 3]
    assert [name for name in names if f"`{Path(name).stem}`" not in told and not name.endswith("__init__.py")] == []


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    lengths = {_name(path): len(source.splitlines()) for path, source in _modules().items()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {}
    for path, source in _modules().items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long[f"{_name(path)}:{node.name}"] = lines
    assert long == {}


def test_every_module_says_what_it_knows() -> None:
    silent = [_name(path) for path, source in _modules().items() if source.strip() and not ast.get_docstring(ast.parse(source))]
    assert silent == []


@pytest.mark.parametrize("what", UNWANTED)
def test_no_file_holds(what: str) -> None:
    found = [
        f"{_name(path)}:{number}: {line.strip()[:80]}"
        for path in _ours()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if UNWANTED[what].search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a path of one machine", "see /" + "work/main/x"),
        ("an address of a package registry", "https://files.python" + "hosted.org/x"),
        ("a folder outside the project", "../" + "shared/x"),
    ],
)
def test_the_patterns_of_unwanted_words_find_them(what: str, line: str) -> None:
    assert UNWANTED[what].search(line)


def _locked() -> list[str]:
    return (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()


def test_the_lock_holds_hashes_and_no_addresses() -> None:
    lines = [line for line in _locked() if line.strip() and not line.startswith("#")]
    pins = [index for index, line in enumerate(lines) if not line.startswith(" ")]
    assert [lines[index] for index in pins if "==" not in lines[index] or "--hash=sha256:" not in lines[index + 1]] == []
    assert [line for line in lines if re.search(r"https?:|file:|--(?:extra-)?index|--find-links|@ ", line)] == []


def test_the_lock_holds_every_dependency_that_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    pins = dict(line.split(" ", 1)[0].split("==") for line in _locked() if "==" in line)
    for requirement in map(Requirement, wanted):
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        assert requirement.specifier.contains(pins[name]), f"run `make lock`: {requirement}"
        assert version(name), requirement


def test_the_command_loads_nothing_heavy_before_it_is_needed() -> None:
    code = "import pipeline, pipeline.cli, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert sorted(HEAVY & set(done.stdout.split())) == []


def test_help_lists_every_target_of_the_makefile() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", text, re.M)
    listed = re.findall(r"^([a-z]+):.*## ", text, re.M)
    assert [target for target in targets if target not in listed] == ["environment"]
