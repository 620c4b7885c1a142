"""A page in simplified characters, sentence by sentence: the view of it, and then what is left of it, are nearly the same text.

What is made of each sentence of a traditional page is remembered until the next document (`forget`). No word that OpenCC knows
goes on over a full stop.
"""

from pipeline.lexicon import simplified

_STOP = "。"
_MOST = 200_000
"""Characters of the longest text whose sentences are remembered."""
_MADE: dict[str, str] = {}


def first(text: str) -> str:
    """`text` in simplified characters; its sentences are remembered."""
    if len(text) > _MOST:
        return simplified(text)
    sentences = text.split(_STOP)
    if new := [*{sentence: None for sentence in sentences if sentence not in _MADE}]:
        _MADE.update(zip(new, simplified(_STOP.join(new)).split(_STOP), strict=True))
    return _STOP.join([_MADE[sentence] for sentence in sentences])


def again(text: str) -> str:
    """The same for a text of which some may be remembered."""
    return first(text) if _MADE else simplified(text)


def forget() -> None:
    """Forget what is remembered: another document begins."""
    _MADE.clear()
