"""What can be wrong with a source. Any exception that is no `SourceError` is a defect of this program.

A defect met while a child works on a source costs that source and no other: `workers` hands it on as a `SourceError` of kind
`defect` with the trace. A defect elsewhere stops the run.
"""

from enum import StrEnum


class Why(StrEnum):
    """Why a source is set aside. The value is what `normalized/quarantine/<id>.json` says."""

    EMPTY = "empty"
    DAMAGED = "damaged"
    DEFECT = "defect"
    ENCRYPTED = "encrypted"
    ENCODING = "encoding"
    MISSING = "missing"
    NO_TEXT = "no_text"
    OUT_OF_MEMORY = "out_of_memory"
    TIMEOUT = "timeout"
    TOO_BIG = "too_big"
    UNREADABLE = "unreadable"
    UNSUPPORTED = "unsupported"
    DIED = "died"


class SourceError(Exception):
    """A source that cannot be done: it goes to quarantine and the run goes on.

    why: the category; stage: ingest, clean, segment or write; detail: what is wrong and where, for a person to read;
    advice: what that person can do about it; trace: of a defect, where in the program it was met.
    """

    def __init__(self, why: Why, stage: str, detail: str, advice: str = "", trace: str = "") -> None:
        super().__init__(why, stage, detail, advice, trace)  # the arguments as given, so that the error pickles
        self.why = why
        self.stage = stage
        self.detail = detail
        self.advice = advice
        self.trace = trace

    def __str__(self) -> str:
        return f"{self.why.value} at {self.stage}: {self.detail}"
