"""biaozhun (标准): scraped, damaged copies of Chinese qualification standards, back into traced, structured standards.

`from pipeline import extract, load`: `extract(path)` gives a `Standard`, `load(folder)` pandas tables of what was written.
Both are imported when first asked for, so that the command line starts at once.
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.extract import extract as extract
    from pipeline.load import load as load

__all__ = ["extract", "load"]


class _Package(ModuleType):
    """The functions keep their names although `pipeline.extract` and `pipeline.load` are modules too."""

    @property
    def extract(self) -> Any:
        from pipeline.extract import extract

        return extract

    @extract.setter
    def extract(self, module: ModuleType) -> None:
        """The import system puts a submodule here; the function stays."""

    @property
    def load(self) -> Any:
        from pipeline.load import load

        return load

    @load.setter
    def load(self, module: ModuleType) -> None:
        """As above."""


sys.modules[__name__].__class__ = _Package
