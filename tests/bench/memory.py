"""How much memory a process has held at most."""

import resource
import sys
from pathlib import Path


def peak() -> int:
    """Bytes of this process, since it became what it runs.

    Linux counts what the parent held when it started the child towards the child's `ru_maxrss`, so that its own high-water mark
    is read instead.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        [line] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
