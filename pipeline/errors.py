"""What can be wrong with a source. Anything that is not a `SourceError` is a defect of this program and stops the run."""

from enum import StrEnum


class Why(StrEnum):
    """Why a source is set aside. The value is what `normalized/quarantine/<id>.json` says."""

    EMPTY = "empty"
    DAMAGED = "damaged"
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
    """The file is at fault, not the program: it goes to quarantine and the run goes on.

    why: the category; stage: ingest, clean, segment or write; detail: what is wrong and where, for a person to read;
    advice: what that person can do about it.
    """

    def __init__(self, why: Why, stage: str, detail: str, advice: str = "") -> None:
        super().__init__(why, stage, detail, advice)  # the arguments as given, so that the error pickles
        self.why = why
        self.stage = stage
        self.detail = detail
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.why.value} at {self.stage}: {self.detail}"
