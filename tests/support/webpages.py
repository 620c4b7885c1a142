"""Renders a gold outline as a web page: plain, as Word saves one, and as a web archive.

Every word comes from the outline; what the forms add is what a reader of the page never sees.
"""

import base64
import quopri
from collections.abc import Callable
from html import escape

from tests.support.outline import Outline
from tests.support.render import full
from tests.support.shapes import Grid, Line, layout
from tests.support.tables import Box, boxes

Encode = Callable[[bytes], bytes]
TRANSFER: dict[str, Encode] = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes}


def page(outline: Outline) -> str:
    """A plain page: headings by the depth of the outline, tables with merged cells."""
    body = "\n".join(_table(piece) if isinstance(piece, Grid) else _lines(piece) for piece in layout(outline))
    return f"<!DOCTYPE html>\n<html><head><title>{escape(outline.name)}</title></head>\n<body>\n{body}\n</body></html>\n"


def _lines(line: Line) -> str:
    tag = f"h{min(line.depth, 6)}" if line.depth else "p"
    return "\n".join(f"<{tag}>{escape(words)}</{tag}>" for words in full(line))


def _table(grid: Grid) -> str:
    rows: dict[int, list[str]] = {}
    for box in boxes(grid.rows):
        rows.setdefault(box.row, []).append(_cell(box, "".join(f"<p>{escape(line)}</p>" for line in box.lines)))
    return f"<table border=1>{''.join(f'<tr>{chr(10).join(cells)}</tr>' for _, cells in sorted(rows.items()))}</table>"


def _cell(box: Box, words: str) -> str:
    spans = "".join(f" {name}={count}" for name, count in (("rowspan", box.rows), ("colspan", box.columns)) if count > 1)
    return f"<td{spans}>{words}</td>"


def word(outline: Outline) -> str:
    """The page as Word saves it: its namespaces, conditional comments, styles of its own, paragraphs for headings."""
    head = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">\n<head>\n'
        "<meta http-equiv=Content-Type content='text/html; charset=gb2312'>\n<meta name=Generator content='Microsoft Word'>\n"
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->\n"
        "<style><!-- p.MsoNormal {mso-style-parent:''; margin:0cm;} --></style>\n</head>\n"
        "<body lang=ZH-CN>\n<div class=Section1>\n"
    )
    opened, closed = "<p class=MsoNormal><span style='font-family:宋体'>", "</span></p>"
    parts: list[str] = []
    for piece in layout(outline):
        if isinstance(piece, Grid):
            table = _table(piece).replace("<table border=1>", "<table class=MsoTableGrid border=1 cellspacing=0>")
            parts.append(table.replace("<p>", opened).replace("</p>", closed))
        else:
            parts += [_word_line(words) for words in full(piece)]
        parts.append("<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>")
    return f"{head}{chr(10).join(parts)}\n</div>\n</body>\n</html>\n"


def _word_line(words: str) -> str:
    return (
        "<p class=MsoNormal style='text-indent:21.0pt;mso-char-indent-count:2.0'><span\n"
        f"style='font-family:宋体;mso-ascii-font-family:\"Times New Roman\"'>{escape(words)}</span><span\n"
        "lang=EN-US><o:p></o:p></span></p>"
    )


_MENU = "".join(f"<li><a href='/c/{n}'>栏目{n}</a></li>" for n in range(9))
_OTHERS = "".join(f"<li><a href='/p/{n}'>另一篇文章的标题第{n}篇</a></li>" for n in range(9))
_HEAD = f"<div class='top-nav'><ul>{_MENU}</ul></div><div class='text'>"
_FOOT = f"</div><div class='sidebar'><h3>猜你想看</h3><ul>{_OTHERS}</ul></div><footer><p>某某公司 网络部</p></footer>"


def framed(html: str) -> str:
    """A page as an unknown site shows it: below its menu, above titles of other pages and a foot."""
    return html.replace("<body>", f"<body>{_HEAD}").replace("</body>", f"{_FOOT}</body>")


def archive(html: str, encoding: str = "utf-8", transfer: str = "quoted-printable", more: str = "") -> bytes:
    """A page as a web archive. more: further parts, each from its header on, without the boundary."""
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/doc/1\r\nSubject: =?utf-8?Q?x?=\r\n"
        "Date: Tue, 5 Mar 2024 09:30:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----cut"\r\n\r\n------cut\r\n'
        f"Content-Type: text/html; charset={encoding}\r\nContent-ID: <frame-1@x>\r\nContent-Transfer-Encoding: {transfer}\r\n"
        "Content-Location: https://example.org/doc/1\r\n\r\n"
    )
    others = "".join(f"------cut\r\n{part}\r\n" for part in (more,) if part)
    body = TRANSFER[transfer](html.encode(encoding, "xmlcharrefreplace"))
    return head.encode() + body + f"\r\n{others}------cut--\r\n".encode()
