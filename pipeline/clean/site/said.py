"""How an author writes, whatever he writes about: in sentences, clauses and items.

Part of the channel chrome. Standards of a library, a help desk or a shop speak of downloads, members and copyright as sites do.
A site's notice is a sentence too; but it speaks to its reader, or of itself and of what it shows.
"""

import re

_SAID = re.compile(
    r"[。;；!！?？]$|^(?:\d{1,2}[、.)]|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十百\d]+[章节条])"
    r"|[\u4e00-\u9fff][,，][\u4e00-\u9fff]|[“”]"
)
_SPEAKS = re.compile(
    "本站|本网|本平台|我站|文库|您|你|我们|亲[,，]|网友|小编|大家|楼主|[本此该](?:文|资源|作品|页|词条|篇)|上传用户|上传者|"
    r"权益所有人|声明[:：]|免责|版权(?:归|提示)|举报|https?:|www|》由(?:本站)?(?:会员|用户|网友)\S{0,6}分享"
)


def is_said(words: str) -> bool:
    """Whether a line is written as an author writes: a sentence, clauses, an item of a list, or what quotes."""
    return _SAID.search(words) is not None


def speaks(words: str) -> bool:
    """Whether a line speaks to its reader, or of the site and what it shows."""
    return _SPEAKS.search(words) is not None
