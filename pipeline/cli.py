"""The command `biaozhun`. Heavy libraries are imported by what needs them, so that `--help` answers at once.

Exit status: 0 all extracted, 1 some sources quarantined (the rest done), 2 wrong use; 130 interrupted, 70 a defect of the
program, which costs the source it was met in. Messages go to stderr.
"""

import sys
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

from pipeline.language import Language, say, spoken
from pipeline.limits import LIMITS, Limits

OUT = Path("normalized")
SOURCES = Path("raw")
INTERRUPTED = 130  # what shells say of a command that Ctrl-C ended
MEGA = 1_000_000
DEFECT = 70  # EX_SOFTWARE of sysexits.h

app = typer.Typer(
    name="biaozhun",
    help="Turns scraped copies of Chinese qualification standards (任职资格标准) back into traced, structured standards.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

# readable=False: what cannot be read is set aside by the run, and does not stop it before it begins
Paths = Annotated[
    list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files or folders. Default: raw/", readable=False)
]
Out = Annotated[Path, typer.Option("--out", help="Folder to write to.", file_okay=True)]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, help="Sources at a time. Default: the number of processors.")]
Seconds = Annotated[float, typer.Option("--timeout", "--seconds", min=0.1, help="Seconds one source may take.")]
Memory = Annotated[int, typer.Option("--memory", min=500, help="Address space one source may take, in MB.")]
Size = Annotated[int, typer.Option("--max-size", min=1, max=1000, help="Size of one source, in MB.")]
Unpacked = Annotated[int, typer.Option("--max-unpacked", min=1, help="What a packed source (docx, zip) may unpack to, in MB.")]
Ratio = Annotated[int, typer.Option("--max-ratio", min=1, help="How many times its size it may unpack to.")]
Members = Annotated[int, typer.Option("--max-members", min=1, help="Members of a packed source, parts of a web archive.")]
Pages = Annotated[int, typer.Option("--max-pages", min=1, help="Pages of a pdf, or of a tiff.")]
Glyphs = Annotated[int, typer.Option("--max-glyphs", min=1, help="Characters, and drawings, on one page of a pdf.")]
Pixels = Annotated[int, typer.Option("--max-pixels", min=1, help="Dots of one picture, in millions.")]
Force = Annotated[bool, typer.Option("--force", help="Do all sources, not only those that are stale.")]
Explain = Annotated[bool, typer.Option("--explain", help="Say of each source which part changed.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="Id of a standard, as in catalogue.json.")]
Ids = Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Ids of standards. Default: all.")]
Text = Annotated[bool, typer.Option("--text", help="Show the text of each node too.")]
Depth = Annotated[int | None, typer.Option("--depth", min=1, help="Show so many levels of the tree.")]
Kind = Annotated[list[str] | None, typer.Option("--kind", help="Show nodes of this kind only; may be repeated.")]
Why = Annotated[bool, typer.Option("--why", help="Show the confidence of each node and what it rests on.")]
Channel = Annotated[str | None, typer.Option("--channel", help="Show the edits of this channel only.")]
Limit = Annotated[int, typer.Option("--limit", min=0, help="Show so many places of each rule; 0 shows all.")]
Lang = Annotated[Language | None, typer.Option("--lang", help="Language of what is said. Default: from the locale.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="A source, as scraped.")]
Clean = Annotated[Path | None, typer.Option("--clean", metavar="SIBLING", help="A clean copy of the same or a like standard.")]
Toml = Annotated[bool, typer.Option("--toml", help="Print rules for pipeline/clean/rules/spinner.toml.")]
Sources = Annotated[Path, typer.Option("--sources", help="Folder that holds the sources.")]
Before = Annotated[str, typer.Argument(metavar="[BEFORE]", help="Folder of standards or git revision.")]
After = Annotated[str, typer.Argument(metavar="[AFTER]", help="The same. Default: the standards as they stand now.")]
Json = Annotated[bool, typer.Option("--json", help="Print every field, for programs.")]
Md = Annotated[bool, typer.Option("--markdown", help="Print Markdown, for a release note.")]
From = Annotated[Path, typer.Option("--from", "--out", help="Folder that holds the standards.")]


@app.callback()
def _commands() -> None:
    """One command a task."""


@app.command("extract")
def extract_command(  # noqa: PLR0913, PLR0917  options, each named when given
    paths: Paths = None,
    out: Out = OUT,
    jobs: Jobs = None,
    seconds: Seconds = 120.0,
    memory: Memory = 2000,
    size: Size = LIMITS.size // MEGA,
    unpacked: Unpacked = LIMITS.unpacked // MEGA,
    ratio: Ratio = LIMITS.ratio,
    members: Members = LIMITS.members,
    pages: Pages = LIMITS.pages,
    glyphs: Glyphs = LIMITS.glyphs,
    pixels: Pixels = LIMITS.pixels // MEGA,
    force: Force = False,
    explain: Explain = False,
    lang: Lang = None,
) -> None:
    """Extract files or folders (txt, docx, pdf, html, mht, pictures of pages) into OUT, one folder a source.

    What cannot be read is set aside in OUT/quarantine with the reason; the others are done. Given a folder, the catalogue
    becomes that of the sources in it; single files are added to it. Only what is stale is done.
    """
    from pipeline.build import NothingToDo, build
    from pipeline.output import OutputError
    from pipeline.report import Terminal
    from pipeline.workers import Bounds, cores

    language = lang or spoken()
    report = Terminal(language, explain)
    try:
        limits = Limits(size * MEGA, unpacked * MEGA, ratio, members, pages, glyphs, pixels * MEGA)
        given, bounds = paths or _default(language), Bounds(seconds, memory * MEGA)
        made = build(given, out, jobs or cores(), report, bounds, limits, force, language=language)
    except (NothingToDo, OutputError) as error:
        _fail(str(error))
    except KeyboardInterrupt:
        report.note(say("interrupted", language, out=out))
        raise typer.Exit(INTERRUPTED) from None
    report.summary(made, out)
    raise typer.Exit(DEFECT if made.defects else 1 if made.refused else 0)


def _default(language: Language) -> list[Path]:
    if not SOURCES.is_dir():
        _fail(say("no-raw", language))
    return [SOURCES]


@app.command("show")
def show_command(  # noqa: PLR0913, PLR0917  options, each named when given
    id_: Id, text: Text = False, depth: Depth = None, kind: Kind = None, why: Why = False, folder: From = OUT
) -> None:
    """Show the tree of a standard: kind, number, title, level and score of each node."""
    from typing import get_args

    from pipeline.model import Kind as Kinds
    from pipeline.show import show

    kinds = tuple(kind or ())
    if unknown := [name for name in kinds if name not in get_args(Kinds)]:
        _fail(f"there is no kind {unknown[0]!r}: the kinds are {', '.join(get_args(Kinds))}")
    show(folder, id_, text, depth, kinds, why, spoken())


@app.command("explain")
def explain_command(id_: Id, channel: Channel = None, limit: Limit = 5, lang: Lang = None, folder: From = OUT) -> None:
    """Show what was changed in a standard, in context: what stood there, what it became, by which rule and why."""
    from pipeline.explain import Look, explain

    explain(folder, id_, Look(channel, limit, lang or spoken()))


@app.command("check")
def check_command(ids: Ids = None, json: Json = False, lang: Lang = None, folder: From = OUT) -> None:
    """Hold what was written against every promise (schemas, the way back to the source, spans, digests); print the findings.

    Where a standard lost a statement, what other standards of the folder have in its place is cited. Exit status 1 where a file
    is broken, with what and where on stderr. Findings are about the documents and change nothing.
    """
    from pipeline.verify import verify

    raise typer.Exit(1 if verify(folder, ids or [], lang or spoken(), json) else 0)


@app.command("correct")
def correct_command(  # noqa: PLR0913, PLR0917  options, each named when given
    id_: Id,
    quote: Annotated[str, typer.Option("--quote", help="The words as they stand.")],
    reason: Annotated[str, typer.Option("--reason", help="Why.")],
    before: Annotated[str, typer.Option("--before", help="What stands right before them.")] = "",
    after: Annotated[str, typer.Option("--after", help="What stands right after them.")] = "",
    text: Annotated[str | None, typer.Option("--text", help="They read so.")] = None,
    drop: Annotated[bool, typer.Option("--drop", help="They are no part of the standard.")] = False,
    cut: Annotated[str | None, typer.Option("--cut", help="A node begins there, `beside` or `below` theirs.")] = None,
    join: Annotated[bool, typer.Option("--join", help="Their node belongs to the node before it.")] = False,
    kind: Annotated[str | None, typer.Option("--kind", help="Kind of their node.")] = None,
    level: Annotated[str | None, typer.Option("--level", help="Level of their node.")] = None,
    score: Annotated[float | None, typer.Option("--score", help="Points of their node.")] = None,
    title: Annotated[str | None, typer.Option("--title", help="So much of their node is its title.")] = None,
    accept: Annotated[str | None, typer.Option("--accept-finding", help="The finding of this code there may stand.")] = None,
    repair: Annotated[str | None, typer.Option("--accept-repair", help="The probable edit of this rule is right.")] = None,
    author: Annotated[str | None, typer.Option("--author", help="Who says so. Default: git's user.name.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Keep it without asking.")] = False,
    lang: Lang = None,
    sources: Sources = SOURCES,
    folder: From = OUT,
) -> None:
    """Put something right in a standard for good: tried, shown, and written to corrections/ID.jsonl beside its source.

    Give one of --text, --drop, --cut, --join, --kind, --level, --score, --title, --accept-finding, --accept-repair. Exit
    status 2 where the quotation does not stand in one place or the change does not fit; nothing is written then.
    """
    from pipeline.correcting import Folders, correct, made

    change = {
        "text": text, "drop": drop or None, "cut": cut, "join": join or None, "kind": kind, "level": level, "score": score,
        "title": title, "accept-finding": accept, "accept-repair": repair,
    }  # fmt: skip
    correction = made(quote, (before, after), change, reason, author)
    correct(id_, correction, Folders(sources, folder), yes, lang or spoken())


@app.command("corrections")
def corrections_command(id_: Id, lang: Lang = None, sources: Sources = SOURCES, folder: From = OUT) -> None:
    """Show the corrections of a standard: whether each is applied, what it changes, who says so and why."""
    from pipeline.correcting import Folders, corrections

    corrections(id_, Folders(sources, folder), lang or spoken())


@app.command("review")
def review_command(
    ids: Ids = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen at. Default: any that is free.")] = 0,
    lang: Lang = None,
    sources: Sources = SOURCES,
    folder: From = OUT,
) -> None:
    """Open a page on this machine to decide on findings and probable repairs; each decision becomes a correction.

    Prints the address to open in a browser. Ctrl-C ends it.
    """
    from pipeline.decide import Folders
    from pipeline.review import review

    review(Folders(sources, folder), port, lang or spoken(), ids or [])


@app.command("diff")
def diff_command(  # noqa: PLR0913, PLR0917  options, each named when given
    before: Before = "HEAD", after: After = "", json: Json = False, markdown: Md = False, lang: Lang = None, folder: From = OUT
) -> None:
    """Show what became of the standards, by element: added, removed, moved, split, merged, reworded, rescored …; findings too.

    BEFORE and AFTER are folders of standards, or git revisions; as given, the last commit and the standards as they stand now.
    Exit status 1 where they differ, 0 where they do not.
    """
    from pipeline.differences import differences

    if json and markdown:
        _fail("--json and --markdown are two forms: give one")
    form: Literal["terminal", "markdown", "json"] = "json" if json else "markdown" if markdown else "terminal"
    raise typer.Exit(1 if differences(before, after or str(folder), folder, form, lang or spoken()) else 0)


@app.command("mine")
def mine_command(file: File, clean: Clean = None, toml: Toml = False, lang: Lang = None) -> None:
    """Propose pairs of an article spinner that the table does not list, with the evidence, for a maintainer to review."""
    from pipeline.mining import mining

    mining(file, clean, toml, lang or spoken())


def _fail(message: str) -> NoReturn:
    typer.echo(f"biaozhun: {message}", err=True)
    raise typer.Exit(2)


def main() -> None:
    """Entry point of the command."""
    for stream in (sys.stdout, sys.stderr):  # Chinese is printed wherever the console can show it, and never stops the run
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception:  # noqa: BLE001 - the outermost frame: what arrives here is a defect, and no status of the contract
        _defect()


def _defect() -> NoReturn:
    import traceback

    traceback.print_exc()
    said = (
        "a defect of this program and no fault of a source: please report it with the lines above. What was done stands whole."
    )
    typer.echo(f"biaozhun: {said}", err=True)
    sys.exit(DEFECT)


if __name__ == "__main__":
    main()
