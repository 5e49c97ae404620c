"""One address for one page: without what only tells where a reader came from."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

from knowledge.fetching.targets import MAX_URL, PORTS

# As the makers of each document them: campaign tags, then the click and reader ids of advertisers, social networks
# and newsletters, then what outlets append to links that are shared.
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|hsa|oly|vero|at|guce)_\w+"
    r"|[gdf]clid|fbclid|gclsrc|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|epik|igsh|igshid|srsltid"
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


def stated_or_final(stated: str | None, final: str) -> str:
    """The address to cite: the one a page states where it is of the same site, else the one it was read at.

    A page can state any address, and a citation must not name a site that it is not from; front pages are stated
    by mistake on whole sites.
    """
    final = canonical_url(final)
    parts, own = _split(stated or ""), _split(final)
    if stated is None or parts is None or own is None or _site(parts) != _site(own):
        return final
    is_front = parts.path in ("", "/") and not parts.query
    return final if is_front and own.path != "/" else canonical_url(stated)


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
    return _VARIANTS.sub("", parts.hostname or "", count=1)


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
