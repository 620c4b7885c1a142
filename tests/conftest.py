"""What some tests need beyond Python: a marker each, and the reason for which they are skipped where it is not there."""

import shutil

import pytest

_PROGRAMS = {
    "needs_browser": ("chromium", "chromium is not installed; .ci/run installs it"),
    "needs_libreoffice": ("soffice", "LibreOffice (soffice) is not installed; .ci/run installs it"),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (program, reason) in _PROGRAMS.items():
        if item.get_closest_marker(marker) and shutil.which(program) is None:
            pytest.skip(reason)
