"""A citation from another standard in words: what is cited, where it stands, on what grounds. For check and the review page."""

from typing import NamedTuple

from pipeline.language import Language, say
from pipeline.parallels import Citation


class Quoted(NamedTuple):
    """words: number, title and text; place: standard, titles above, node and offset; grounds: how its place here is known."""

    words: str
    place: str
    grounds: str


def quoted(citation: Citation, language: Language) -> Quoted:
    """What a person reads of a citation."""
    words = " ".join(filter(None, (citation.number, citation.title, citation.text)))
    at = say("at", language, start=citation.span[0]) if citation.span else ""
    place = " ".join(filter(None, (citation.standard, " › ".join(citation.where), citation.node, at)))
    around = "cited-around" if len(citation.around) > 1 else "cited-beside"
    said = [say(around, language, percent=f"{citation.similarity:.0%}")]
    said += [say("cited-again", language, node=citation.again)] if citation.again else []
    said += [say("cited-also", language, ids=", ".join(citation.also))] if citation.also else []
    return Quoted(words, place, say("cited-join", language).join(said))
