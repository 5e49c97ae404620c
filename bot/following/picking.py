"""Which of a chat's sources somebody means: by number, address or name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.following.begin import read_addresses, read_watch
from bot.following.types import Source, Subscription
from knowledge.text.normalise import fold
from knowledge.text.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence


def pick(typed: str, sources: Sequence[Source]) -> list[Source]:
    """The sources that `typed` may mean, in their order: one where it says so exactly."""
    if typed.isascii() and typed.isdigit():
        place = int(typed[:9])
        return [sources[place - 1]] if 1 <= place <= len(sources) else []
    exact = [source for source in sources if _is(typed, source)]
    return exact or [source for source in sources if _names(typed, source)]


def reference(source: Source) -> str:
    """What means this source and no other of the chat, whatever its number will be."""
    return source.feed.address if isinstance(source, Subscription) else f"{source.kind}: {source.text}"


def title(source: Source) -> str:
    """What people call it."""
    return source.feed.title if isinstance(source, Subscription) else source.text


def _is(typed: str, source: Source) -> bool:
    if isinstance(source, Subscription):
        return any(_bare(address) == _bare(source.feed.address) for address in read_addresses(typed))
    watched = read_watch(typed)
    return watched is not None and (watched[0], fold(watched[1])) == (source.kind, fold(source.text))


def _names(typed: str, source: Source) -> bool:
    """Whether each word is one of the title, or begins one, or stands in the address."""
    there = [fold(word.text) for word in words(title(source))]
    address = fold(source.feed.address) if isinstance(source, Subscription) else ""
    asked = [fold(word.text) for word in words(typed)]
    return bool(asked) and all(any(w.startswith(a) for w in there) or a in address for a in asked)


def _bare(address: str) -> str:
    """An address without what people leave out."""
    return fold(address).partition("://")[2].removeprefix("www.").rstrip("/")
