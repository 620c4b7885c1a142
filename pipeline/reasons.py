"""Why an edit was made, in words: by channel, by rule, and by the entry of a list that the edit goes back to; and why a source
is set aside, with what a person can do.

A rule that is reviewed data says why itself; the reasons of all others stand in reasons.toml, in English and Chinese. The rule
files are read as files, so that explaining an edit loads no channel.
"""

from functools import cache
from importlib.resources import files

from pipeline.errors import SourceError, Why
from pipeline.language import Language, say
from pipeline.model import Edit
from pipeline.rules import Rule, load_data, load_rules

_FOLDER = "clean/rules"


def channels() -> tuple[str, ...]:
    """Every channel there is, in the order in which they clean."""
    return tuple(load_data("pipeline", "reasons.toml"))


def channel_of(edit: Edit) -> str:
    """The channel that made an edit."""
    return edit.rule.partition(".")[0]


def of_channel(channel: str, language: Language) -> str:
    """What the channel undoes; empty for one that nobody has described."""
    return str(load_data("pipeline", "reasons.toml").get(channel, {}).get(language, ""))


def of_rule(rule: str, language: Language) -> str:
    """Why edits of `channel.name` are made; empty where only the single edit can tell. Reviewed rules say it in English."""
    channel, _, name = rule.partition(".")
    said = load_data("pipeline", "reasons.toml").get(channel, {}).get("rule", {}).get(name)
    if said:
        return str(said[language])
    return next((one.why for one in _reviewed(channel) if one.id == name), "")


def of_entry(edit: Edit, text: str) -> str:
    """Why this one edit was made: who says so and why, or why the entry of a list is there that it goes back to; else empty.

    text: the text before the edit's step.
    """
    if edit.reason:
        return f"{edit.author}: {edit.reason}"
    channel, _, name = edit.rule.partition(".")
    entries = (rule for rule in _reviewed(channel) if rule.id.startswith(f"{name}."))
    return next((rule.why for rule in entries if (hit := rule.pattern.match(text, edit.start)) and hit.end() == edit.end), "")


def refusal(why: Why, language: Language) -> tuple[str, str]:
    """What a reason to set a source aside means, and what to do about it."""
    said = load_data("pipeline", "refusals.toml")[why.value]
    return str(said[language]), str(said[f"todo_{language}"])


def refused(file: str, error: SourceError, language: Language) -> str:
    """That a source was set aside, why, at which stage and what to do. What the stage says in detail is in English alone."""
    if language == "en":
        return f"{file}: set aside ({error}). {error.advice}"
    meaning, todo = refusal(error.why, language)
    where = say(f"stage-{error.stage or 'ingest'}", language)
    return say("refused", language, file=file, stage=where, meaning=meaning.rstrip("。"), detail=error.detail, todo=todo)


@cache
def _reviewed(channel: str) -> tuple[Rule, ...]:
    """The rules of the channel that are reviewed data."""
    listed: list[str] = load_data("pipeline", "reasons.toml").get(channel, {}).get("rules", [])
    return tuple(rule for name in listed for file in _files(name) for rule in load_rules("pipeline", f"{_FOLDER}/{file}"))


def _files(name: str) -> list[str]:
    if name.endswith(".toml"):
        return [name]
    return sorted(f"{name}/{file.name}" for file in files("pipeline").joinpath(_FOLDER, name).iterdir())
