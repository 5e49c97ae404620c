"""Articles, feeds and sitemaps from the web.

Beside `reading`, not in it: reading turns bytes into an article and needs no network; this decides which bytes may
be had at all, and how often.

targets, addresses, connection, compression, exchange: one safe request; pace, robots: manners; fetcher: both together;
canonical, links, feeds, sitemaps: what pages and feeds name; opening: an address -> an article or a feed.
"""

from knowledge.fetching.canonical import canonical_url
from knowledge.fetching.feeds import Entry, Feed, newest_first
from knowledge.fetching.fetcher import Fetched, Fetcher

__all__ = ["Entry", "Feed", "Fetched", "Fetcher", "canonical_url", "newest_first"]
