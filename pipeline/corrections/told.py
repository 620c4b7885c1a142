"""What a person is told of corrections that change nothing."""

from pipeline.correction import Correction
from pipeline.model import Finding, Scalar, Severity, Span
from pipeline.rules import load_data

_SHOWN = 30


def told(code: str, line: int, correction: Correction | None = None, span: Span | None = None, **params: Scalar) -> Finding:
    """The finding of a code, about the correction in a line."""
    message = load_data("pipeline.corrections", "findings.toml")[code]
    quote = correction.quote if correction else ""
    shown = quote if len(quote) <= _SHOWN else f"{quote[:_SHOWN]}…"
    known: dict[str, Scalar] = {"line": line, "quote": shown, "author": correction.author if correction else "", **params}
    severity: Severity = message["severity"]
    return Finding(
        code=code,
        severity=severity,
        message_en=message["en"].format(**known),
        message_zh=message["zh"].format(**known),
        params={name: value for name, value in known.items() if value != ""},
        span=span,
    )
