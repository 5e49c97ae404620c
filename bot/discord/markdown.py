"""Discord's Markdown: anybody's words in, text out that Discord shows as just those words.

The rules are the client's, not CommonMark's: a backslash makes any punctuation plain, lists, headings and
quotes begin at the start of a line, and `<…>`, `:name:` and bare addresses have meanings of their own.
"""

from __future__ import annotations

import re
from urllib.parse import quote

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_UNSENDABLE = "\ufffd"
_LINE_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""What a reader takes for a new line; Discord knows only the line feed."""
_ISOLATES = "\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u200b"

_NEUTRAL = {
    **dict.fromkeys(range(0x20), " "),
    **dict.fromkeys(range(0x7F, 0xA0), " "),
    **dict.fromkeys(map(ord, _LINE_BREAKS), "\n"),
    **dict.fromkeys(map(ord, _ISOLATES), _INVISIBLE),
    **dict.fromkeys(range(0xD800, 0xE000), _UNSENDABLE),
    ord("\t"): "\t",
    ord("\n"): "\n",
}

_SPECIAL = re.compile(
    r"""
      ^ (?P<indent> [^\S\n]*) (?P<list> \d+ (?= \. (?: \s | $ ) ) )     # 1. is renumbered by the client
    | ^ (?P<start> [^\S\n]*) (?= [>\#-] )                 # quote, heading, list, subtext
    | (?P<inline> [\\*_~|`<\[\]@]                          # styles, links, <@mentions>, @everyone
        | (?<= \]) \(                                      # what makes a link of a closing bracket
        | : (?= // | [^\s:]{1,64} : )                      # addresses, :emoji:
        | (?<= discord\.gg ) / | (?<= discord\.com ) /     # invitations need no scheme
        | (?<= discordapp\.com ) /
      )
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
# Right-to-left letters and marks, and the controls that turn the order of what follows.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ADDRESS = re.compile(r"https?://\S", re.IGNORECASE)
_ADDRESS_SAFE = "%/:?#@!$&'*+,;=~-._"
"""Neither brackets nor parentheses, which end a link, nor a backslash."""


def neutral(text: str) -> str:
    """The text without what cannot be sent or would reach beyond it, character for character.

    Control characters become spaces, every kind of line break a line feed, lone surrogates U+FFFD; isolating
    controls, which could end those of `isolated`, become zero-width spaces.
    """
    return text.translate(_NEUTRAL)


def isolated(text: str) -> str:
    """The text so that its writing direction ends with it; neutral text only."""
    if not _RIGHT_TO_LEFT.search(text):
        return text
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def escape(text: str) -> str:
    """The text with a backslash before everything that Discord would not show as it stands."""
    return _SPECIAL.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    if match["inline"]:
        return "\\" + match["inline"]
    if match["list"]:
        return f"{match['indent']}{match['list']}\\"
    return f"{match['start']}\\"


def code(text: str) -> str:
    """Something to type, in the fixed-width style where that can hold it."""
    return escape(text) if "`" in text or "\n" in text or not text.strip() else f"`{text}`"


def link(label: str, address: str) -> str | None:
    """`label` as a link that opens `address` and shows no preview; None for what is no web address."""
    if not _ADDRESS.match(address):
        return None
    target = quote(address, safe=_ADDRESS_SAFE, errors="replace")
    return f"[{escape(_balanced(label))}](<{target}>)"


def _balanced(label: str) -> str:
    """A link's text may hold square brackets in pairs only; others become round."""
    depth = 0
    for character in label:
        depth += {"[": 1, "]": -1}.get(character, 0)
        if depth < 0:
            break
    return label if depth == 0 else label.translate({ord("["): "(", ord("]"): ")"})
