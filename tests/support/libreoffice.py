"""LibreOffice as the tests use it: to make old files, and as a second opinion on what Word prints."""

import subprocess
from pathlib import Path


def convert(data: bytes, suffix: str, form: str, folder: Path) -> bytes:
    """A file turned into another form. suffix: of the file given; form: as `--convert-to` takes it (`doc:MS Word 97`)."""
    source = folder / f"given.{suffix}"
    source.write_bytes(data)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", form, "--outdir", str(folder / "made"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "made" / f"given.{form.partition(':')[0]}").read_bytes()
