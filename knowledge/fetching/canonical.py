"""One address for one page, and the variants of an address under which sites give the same page.

`canonical_url` is for showing and opens the same page for whoever follows it; `page_key` is for comparing alone.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from knowledge.fetching.targets import MAX_URL, PORTS

# As the makers of each document them: campaign tags, then the click and reader ids of advertisers, social networks
# and newsletters, then what outlets append to links that are shared.
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|hsa|oly|vero|at|guce)_\w+"
    r"|[gdf]clid|fbclid|gclsrc|gbraid|wbraid|gad_\w+|msclkid|yclid|twclid|ttclid|li_fat_id|epik|igsh|igshid|srsltid"
    r"|mibextid|sfnsn|fb_action_ids|dicbo|vgo_ee|_branch_match_id|guccounter|wt_mc|jxclid|jxconn"
    r"|mc_[ce]id|mkt_tok|_hsenc|_hsmi|_g[al]|__twitter_impression|ref_(?:src|url)|s_cid|ns_\w+"
    r"|cmp|cmpid|icid|ncid|ocid|smid|smtyp|spm|soc_src|soc_trk|share|ftag|taid|xtor|medium|tbref|reff?",
    re.IGNORECASE,
)
_AMP_FLAG = re.compile(r"amp(?:=(?:1|true)?)?|outputtype=amp|_amp=\w*", re.IGNORECASE)
_AMP_CACHE = re.compile(r"[\w-]+\.cdn\.ampproject\.org|(?:www\.)?google(?:\.[a-z]{2,3}){1,2}")
_AMP_PATH = re.compile(r"/(?:amp|[a-z]/?)/(s/)?([\w.-]+\.[a-z]{2,}(?:/.*)?)", re.DOTALL)
"""Of caches: `/c/s/host/path` or `/amp/s/host/path`; the `s` says https."""
_VARIANTS = re.compile(r"(?:www|m|mobile|amp)\.")
"""First labels by which a site has its pages for telephones and caches."""
_AMP_SUFFIX = re.compile(r"\.amp(?:\.html?)?\Z", re.IGNORECASE)
_WHOLE_PAGE = re.compile(r"(?:show)?page=all|single=1|print=(?:1|true|yes|y)|print", re.IGNORECASE)
"""What shows an article in one piece or on paper; `page=2` is another piece."""
_FURTHER_PAGE = re.compile(r"(?:\A|(?<=&))(?:page|paged|pg|hal|halaman)=(?!0*[01]?(?:&|\Z))\d+(?=&|\Z)", re.IGNORECASE)
_FURTHER_SEGMENT = re.compile(r"/(?:page[/-]?|halaman[/-]?)?0*(?:[2-9]|[1-9]\d)/?", re.IGNORECASE)
_UNRESERVED = "/!$&'()*+,;=:@~%"
"""Beside letters, digits and `_.-`, what a path or query has as it is (RFC 3986)."""


def canonical_url(url: str) -> str:
    """`url` in lower case where case does not count, without fragment, usual port, tracking and AMP variants.

    What is no http address is given back as it is.
    """
    parts = _split(url)
    if parts is None:
        return url
    if _AMP_CACHE.fullmatch(parts.hostname or "") and (cached := _AMP_PATH.fullmatch(parts.path)):
        scheme = "https" if cached[1] else "http"
        return canonical_url(f"{scheme}://{cached[2]}" + (f"?{parts.query}" if parts.query else ""))
    return urlunsplit((parts.scheme, _authority(parts), _path(parts.path), _query(parts.query), ""))


def page_key(url: str) -> str | None:
    """The same for variants of an address that sites use for one page, and never an address itself.

    Whether it is http or https, the host for telephones, a slash at the end, how an address is escaped, the order of
    its parameters, and whether the page is whole, printed or AMP make no other page. None for what is no http address.
    """
    parts = _split(canonical_url(url))
    if parts is None:
        return None
    path = _AMP_SUFFIX.sub("", _escaped(parts.path)).rstrip("/")
    pairs = sorted(
        (pair for pair in _escaped(parts.query).split("&") if pair and not _WHOLE_PAGE.fullmatch(pair)),
        key=lambda pair: pair.partition("=")[0],
    )
    site = _site(parts) if parts.port in (None, *PORTS.values()) else f"{_site(parts)}:{parts.port}"
    return f"{site}{path}" + ("?" + "&".join(pairs) if pairs else "")


def site_of(page: str) -> str:
    """The site of a page's key."""
    return page.partition("/")[0].partition("?")[0]


def stated_or_final(stated: str | None, final: str) -> str:
    """The address to cite: the one a page states where it is of the same site, else the one it was read at.

    A page can state any address, and a citation must not name a site that it is not from; front pages are stated
    by mistake on whole sites, and the second page of an article often states the first.
    """
    final = canonical_url(final)
    parts, own = _split(stated or ""), _split(final)
    if stated is None or parts is None or own is None or _site(parts) != _site(own):
        return final
    is_front = parts.path in ("", "/") and not parts.query
    is_elsewhere = (is_front and own.path != "/") or _is_further_page(own, parts)
    return final if is_elsewhere else canonical_url(stated)


def _is_further_page(parts: SplitResult, first: SplitResult) -> bool:
    """Whether `parts` is a later page of the article whose first one is, or seems to be, at `first`."""
    numbered = set(_FURTHER_PAGE.findall(parts.query)) - set(_FURTHER_PAGE.findall(first.query))
    added = parts.path.removeprefix(first.path.rstrip("/"))
    return bool(numbered) or (added != parts.path and _FURTHER_SEGMENT.fullmatch(added) is not None)


def _split(url: str) -> SplitResult | None:
    if len(url) > MAX_URL:
        return None
    try:
        parts = urlsplit(url)
        has_port = parts.port is not None  # raises where it is no port
    except ValueError:
        return None
    is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and (not has_port or parts.port != 0)
    return parts if is_address else None


def _site(parts: SplitResult) -> str:
    host = (parts.hostname or "").removesuffix(".")
    while (variant := _VARIANTS.match(host)) and "." in host[variant.end() :]:
        host = host[variant.end() :]
    return host


def _escaped(text: str) -> str:
    """With the same characters escaped, whoever wrote it. An escaped `/`, `&`, `=` or `%` is another thing than a bare
    one, so what is escaped and reserved stays so.
    """
    pieces = re.split(r"(%[0-9A-Fa-f]{2})", text)
    return "".join(
        _unescaped(piece) if i % 2 else quote(piece, safe=_UNRESERVED, errors="replace")
        for i, piece in enumerate(pieces)
    )


def _unescaped(escape: str) -> str:
    character = chr(int(escape[1:], 16))
    return character if character.isascii() and (character.isalnum() or character in "-._~") else escape.upper()


def _authority(parts: SplitResult) -> str:
    host = (parts.hostname or "").removesuffix(".")
    host = f"[{host}]" if ":" in host else host
    usual = PORTS["https"] if parts.scheme == "https" else PORTS["http"]
    return host if parts.port in (None, usual) else f"{host}:{parts.port}"


def _path(path: str) -> str:
    """Without a last segment `amp`, unless it is the only one."""
    while (kept := path.rstrip("/")).lower().endswith("/amp") and kept.count("/") > 1:
        path = kept[: -len("/amp")]
    return path or "/"


def _query(query: str) -> str:
    """Without tracking; the rest in its order."""
    return "&".join(
        pair
        for pair in query.split("&")
        if pair and not _TRACKING.fullmatch(pair.partition("=")[0]) and not _AMP_FLAG.fullmatch(pair)
    )
