"""Old Word files (.doc, .wps), rich text, OpenDocument, Word 2003 XML: LibreOffice makes a docx of each, which is read as such.

LibreOffice is no dependency: where it is not found, the reason says what to install. It runs without a window, in a profile
and a home of its own in a temporary folder: macros off, links never followed, a proxy that leads nowhere. All that it starts
is one process group, which is killed when the time is up, when the work is done, and when the process that asked for it dies.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.errors import SourceError, Why
from pipeline.ingest.compose import Draft
from pipeline.ingest.docx import read_docx
from pipeline.ingest.limits import Limits, check_size, check_zip
from pipeline.ingest.word.richlists import spelt

SECONDS = 60.0  # a standard of 400 pages takes 5
_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", r"C:\Program Files\LibreOffice\program\soffice.exe")
_NAMES = {
    "doc": "an old Word file (.doc, .wps)",
    "wps": "a Works file (.wps)",
    "rtf": "a rich text file (.rtf)",
    "odt": "an OpenDocument file (.odt)",
    "xml": "a Word 2003 XML file",
}
_SAVE = "open it in Word, WPS or LibreOffice and save it as .docx"
_INSTALL = "Install LibreOffice (Debian, Ubuntu: apt-get install libreoffice-writer-nogui; macOS: brew install libreoffice)"

# The watcher reads a pipe that nobody writes to: when its other side is closed or dies, it ends and takes the group with it.
_WATCHED = 'exec 3<&0; ( cat <&3 >/dev/null; rm -rf "$1"; kill -KILL 0 ) & shift; "$@" </dev/null 3<&-'

_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_ITEM = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    + "</oor:items>"
)


def _read(form: str, data: bytes, limits: Limits) -> Draft:
    """Raises SourceError: unsupported without LibreOffice, timeout, damaged where it makes nothing of the file."""
    if form == "odt":
        check_zip(data, limits)
    program = find_program()
    if program is None:
        detail = f"{_NAMES[form]}; reading it takes LibreOffice, which is not found here"
        raise SourceError(Why.UNSUPPORTED, "ingest", detail, f"{_INSTALL} and run again; or {_SAVE}.")
    return read_docx(_converted(program, form, spelt(data) if form == "rtf" else data, limits), limits)


read_doc = partial(_read, "doc")
read_wps = partial(_read, "wps")
read_rtf = partial(_read, "rtf")
read_odt = partial(_read, "odt")
read_xml = partial(_read, "xml")


def find_program() -> str | None:
    """LibreOffice, where it is on the search path or where its installers put it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if os.path.isfile(place)), None)


def _converted(program: str, form: str, data: bytes, limits: Limits) -> bytes:
    with tempfile.TemporaryDirectory(prefix="biaozhun-", ignore_cleanup_errors=True) as folder:
        scratch = Path(folder)
        (scratch / f"source.{form}").write_bytes(data)
        user = scratch / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        with (scratch / "said").open("w+b") as said:
            process = _start(_command(program, form, scratch), scratch, said)
            try:
                process.wait(SECONDS)
                return _made(scratch / "made" / "source.docx", limits)
            except subprocess.TimeoutExpired as error:
                detail = f"LibreOffice was not done with it after {SECONDS:g} s"
                raise SourceError(Why.TIMEOUT, "ingest", detail, f"Split the file, or {_SAVE}.") from error
            except FileNotFoundError as error:
                said.seek(0)
                words = _complaint(said.read(10_000).decode("utf-8", "replace").replace(folder, "…"))
                detail = f"LibreOffice makes nothing of {_NAMES[form]}: {words or 'it gives no reason'}"
                advice = f"Try to {_SAVE}; if that fails too, download it again."
                raise SourceError(Why.DAMAGED, "ingest", detail, advice) from error
            finally:
                _end(process)


def _complaint(said: str) -> str:
    """What LibreOffice says of the file; what it says of itself, that it found no Java, is no reason."""
    lines = (line.strip() for line in said.splitlines() if not line.startswith("Warning:"))
    return "; ".join(line for line in lines if line)[-300:]


def _made(path: Path, limits: Limits) -> bytes:
    check_size(path.stat().st_size, limits)
    return path.read_bytes()


def _command(program: str, form: str, scratch: Path) -> list[str]:
    return [
        program,
        f"-env:UserInstallation={(scratch / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(scratch / "made")),
        str(scratch / f"source.{form}"),
    ]


def _start(command: list[str], scratch: Path, said: Any) -> "subprocess.Popen[bytes]":
    """Start LibreOffice with its watcher. It sees nothing of this process's environment but where programs are."""
    kept = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {"HOME": str(scratch), "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    environment |= dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")
    posix = sys.platform != "win32"
    whole = ["/bin/sh", "-c", _WATCHED, "sh", str(scratch), *command] if posix else command
    return subprocess.Popen(
        whole, stdin=subprocess.PIPE, stdout=said, stderr=said, env=environment, cwd=scratch, start_new_session=posix
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End everything that was started."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    elif process.stdin is not None:
        process.stdin.close()
    process.wait()
