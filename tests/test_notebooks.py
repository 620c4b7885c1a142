"""The notebooks run from top to bottom on normalized/, and their pictures can be read."""

from base64 import b64decode
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from pipeline import load

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_draws_with_every_chinese_character(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}})
    client.execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    said = "".join(output.get("text", "") for output in outputs if output.output_type == "stream")
    assert "missing from font" not in said
    pictures = [output.data["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    shown = "".join(output.data.get("text/html", "") for output in outputs if "data" in output)
    assert all(f">{name}</th>" in shown for name in load(ROOT / "normalized").standards.standard)
    assert pictures
    assert all(len(b64decode(picture)) > 10_000 for picture in pictures)
