"""What a pdf page draws beside text that is read: whether rules may make a table, where they run, how much is picture."""

from ctypes import byref, c_float
from typing import Any

from pipeline.ingest.paper.lines import Box

_DEEPEST = 4  # forms inside each other that are searched for paths
_INK = 0.01  # points; text of less width is none to pdfium
_THIN, _LONG = 3.0, 5.0  # points: a rule is thinner than the first and longer than the second
_EDGES = 5  # so many edges of rules, at least two each way, make two cells
_SEGMENTS = 6  # a path of more is a drawing, perhaps a whole grid
_RULES = 500  # on a page; more are a drawing


class Drawn:
    """The objects of a page, and of the forms on it. page: pdfium's.

    rules: thin and long ones, as they are stored; none where there are too many; unread: the page holds text that pdfium passes
    over; picture: the area that pictures cover, in square points.
    """

    def __init__(self, page: Any) -> None:
        from pypdfium2 import raw

        self.rules: list[Box] = []
        self.unread = False
        self.picture = 0.0
        self._across, self._down = set[int](), set[int]()  # where rules and boxes have edges
        self._drawing = False
        self._raw = raw
        self._edges = c_float(), c_float(), c_float(), c_float()
        self._into = tuple(byref(edge) for edge in self._edges)
        self._look(page, 0)
        if len(self.rules) > _RULES:
            self.rules = []

    @property
    def ruled(self) -> bool:
        """Whether its rules may make two cells; a table that is open at its sides may have a single rule down."""
        edges = len(self._across), len(self._down)
        return self._drawing or (min(edges) >= 2 and sum(edges) >= _EDGES) or (edges[0] == 1 and edges[1] >= 2)

    def _look(self, holder: Any, depth: int) -> None:
        raw = self._raw
        count = raw.FPDFFormObj_CountObjects if depth else raw.FPDFPage_CountObjects
        get = raw.FPDFFormObj_GetObject if depth else raw.FPDFPage_GetObject
        kind_of, text = raw.FPDFPageObj_GetType, raw.FPDF_PAGEOBJ_TEXT
        for index in range(count(holder)):
            thing = get(holder, index)
            kind = kind_of(thing)
            if kind == text:
                self.unread = self.unread or self._is_passed_over(thing)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._add_path(thing)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = self._bounds(thing)
                self.picture += (right - left) * (top - bottom)
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                if depth == _DEEPEST:
                    self._drawing = True
                else:
                    self._look(thing, depth + 1)

    def _bounds(self, thing: Any) -> Box:
        """Left, bottom, right, top."""
        self._raw.FPDFPageObj_GetBounds(thing, *self._into)
        left, bottom, right, top = self._edges
        return left.value, bottom.value, right.value, top.value

    def _is_passed_over(self, thing: Any) -> bool:
        """pdfium leaves out text whose ink has no width: a single character in a font that is neither in the file nor here."""
        left, _, right, _ = self._bounds(thing)
        return right - left < _INK and not self._raw.FPDFFont_GetIsEmbedded(self._raw.FPDFTextObj_GetFont(thing))

    def _add_path(self, thing: Any) -> None:
        left, bottom, right, top = self._bounds(thing)
        wide, high = right - left, top - bottom
        if self._raw.FPDFPath_CountSegments(thing) > _SEGMENTS:
            self._drawing = self._drawing or (wide > _LONG and high > _LONG)
        elif wide > _LONG or high > _LONG:
            if min(wide, high) <= _THIN and len(self.rules) <= _RULES:
                self.rules.append((left, bottom, right, top))
            if wide > _LONG:
                self._down |= {round(bottom / _THIN), round(top / _THIN)} if high > _THIN else {round(top / _THIN)}
            if high > _LONG:
                self._across |= {round(left / _THIN), round(right / _THIN)} if wide > _THIN else {round(left / _THIN)}
