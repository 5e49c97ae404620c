"""Sends what is due: claim, compose, then for each part: mark, post, mark.

What goes wrong:
NotSent: again after a while, until its window closes. A refusal that will not change ends it.
Gone: the chat is left alone until it is heard of again.
Moved: the chat is moved, this delivery with it, and all that comes goes there.
Unclear, or a crash between the marks: where the platform knows a nonce again, the same part with the same nonce;
elsewhere `unknown`, which waits for somebody to look. Nothing is ever posted twice on a guess.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.deliveries.senders import CALL_SECONDS, Gone, Moved, NotSent, SendProblem
from bot.deliveries.store import State
from bot.failures import log_failure

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.deliveries.senders import Sender
    from bot.deliveries.store import Deliveries, Delivery
    from bot.messages import Reply

    Composer = Callable[[Delivery, float], Awaitable[Reply | None]]
    """What a delivery says, at the instant that is given; None where there is nothing to say."""

IDLE_SECONDS = 2.0
"""Between two looks where nothing is due: one short query."""
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 900.0
"""Seconds before trying again, doubled each time."""
PUNCTUAL_SECONDS = 60.0
"""What is begun so soon after it was due is on time."""
REST_SECONDS = 24 * 3600.0
"""After its window, for the rest of what has begun in time."""
BROKEN_TRIES = 5
"""After so many failures in a row what cannot be composed is given up: that is a bug, and it is in the log."""

log = logging.getLogger(__name__)


class Worker:
    """name: unlike that of any other worker. senders: of the platforms that can be reached now.

    compose: for each kind. move: has all that belongs to a chat go on under another key. clock: seconds since 1970.
    """

    def __init__(
        self,
        name: str,
        deliveries: Deliveries,
        senders: Mapping[str, Sender],
        compose: Mapping[str, Composer],
        clock: Callable[[], float] = time.time,
        move: Callable[[str, str], None] | None = None,
    ) -> None:
        self._name = name
        self._deliveries = deliveries
        self._compose = compose
        self._clock = clock
        self._senders = senders
        self._move = move or deliveries.move_chat

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; what is being sent then is sent."""
        while not stop.is_set():
            try:
                worked = await self.step()
            except Exception as error:  # The database is locked or gone for a while: what is due stays due.
                log_failure(log, "Deliveries could not be looked at", error)
                worked = False
            if not worked:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), IDLE_SECONDS)

    async def step(self) -> bool:
        """Deal with one delivery that is due; False where there is none."""
        delivery = await asyncio.to_thread(self._deliveries.claim, self._name, tuple(self._senders))
        if delivery is None:
            return False
        try:
            await self._deal_with(delivery)
        except Exception as error:
            log_failure(log, f"A delivery of kind {delivery.kind} failed", error)
            await self._let_go(delivery)
        return True

    async def _let_go(self, delivery: Delivery) -> None:
        """As it stands by now: what was being sent when it failed, perhaps by a mark that failed, stays in doubt."""
        standing = await asyncio.to_thread(self._deliveries.get, *delivery.key) or delivery
        broken = standing.state is State.PLANNED
        if broken and standing.broken >= BROKEN_TRIES:
            await self._finish(standing, State.REFUSED)
        else:
            await self._again(standing, _pause(delivery), broken=broken)

    async def _deal_with(self, delivery: Delivery) -> None:
        sender = self._senders.get(delivery.platform)
        if sender is None:
            await self._again(delivery, FIRST_PAUSE)
        elif delivery.state is State.SENDING and not self._may_repeat(delivery, sender):
            await self._finish(delivery, State.UNKNOWN)
        elif delivery.state is State.PLANNED and self._clock() > delivery.until + (
            REST_SECONDS if delivery.sent else 0
        ):
            await self._finish(delivery, State.MISSED)
        else:
            parts = await self._parts(delivery, sender)
            if parts is None:
                await self._finish(delivery, State.EMPTY)
            else:
                await self._post(delivery, sender, parts)

    def _may_repeat(self, delivery: Delivery, sender: Sender) -> bool:
        return self._clock() - delivery.called < sender.nonce_seconds

    async def _parts(self, delivery: Delivery, sender: Sender) -> tuple[str, ...] | None:
        """Those that were composed, once one of them may be out; until then anew, with what the time is now."""
        if delivery.parts is not None and (delivery.sent or delivery.state is State.SENDING):
            return delivery.parts
        reply = await self._compose[delivery.kind](delivery, self._clock())
        if reply is None:
            return None
        parts = await asyncio.to_thread(sender.write, reply, delivery.chat)
        kept = await asyncio.to_thread(self._deliveries.compose, delivery, self._name, parts)
        return parts if kept else ()

    async def _post(self, delivery: Delivery, sender: Sender, parts: tuple[str, ...]) -> None:
        for i in range(delivery.sent, len(parts)):
            if not await asyncio.to_thread(self._deliveries.sending, delivery, self._name):
                return  # The lease has gone to another worker, which goes on from here.
            try:
                async with asyncio.timeout(CALL_SECONDS):
                    await sender.send(delivery.place, parts[i], nonce_of(delivery, i))
            except Exception as problem:
                await self._mend(delivery, sender, problem)
                return
            last = i + 1 == len(parts)
            if not await asyncio.to_thread(self._deliveries.sent, delivery, self._name, i + 1, last=last):
                return
            delivery = replace(delivery, state=State.PLANNED, sent=i + 1)  # The next part is not in doubt.

    async def _mend(self, delivery: Delivery, sender: Sender, problem: Exception) -> None:
        if isinstance(problem, SendProblem | TimeoutError):
            log.warning("A delivery to %s: %s %s", delivery.place, type(problem).__name__, problem)
        else:
            log_failure(log, f"A delivery to {delivery.place} broke off", problem)
        if isinstance(problem, Gone):
            await self._finish(delivery, State.REFUSED)
            await asyncio.to_thread(self._deliveries.silence, delivery)
        elif isinstance(problem, Moved):
            await self._again(delivery, _pause(delivery))  # first: it has another key afterwards
            await asyncio.to_thread(self._move, problem.old, problem.new)
        elif isinstance(problem, NotSent):
            if problem.seconds is None:
                await self._finish(delivery, State.REFUSED)
            else:
                await self._again(delivery, max(problem.seconds, _pause(delivery)))
        elif sender.nonce_seconds:
            await asyncio.to_thread(self._deliveries.later, delivery, self._name, _pause(delivery), unsure=True)
        else:
            await self._finish(delivery, State.UNKNOWN)

    async def _again(self, delivery: Delivery, seconds: float, *, broken: bool = False) -> None:
        unsure = delivery.state is State.SENDING
        await asyncio.to_thread(self._deliveries.later, delivery, self._name, seconds, unsure=unsure, broken=broken)

    async def _finish(self, delivery: Delivery, state: State) -> None:
        await asyncio.to_thread(self._deliveries.finish, delivery, self._name, state)
        if state is State.UNKNOWN:
            log.warning("Whether %s %s was posted to %s is unknown", delivery.kind, delivery.period, delivery.place)


def nonce_of(delivery: Delivery, part: int) -> str:
    """The same for the same part of the same delivery, 24 characters: Discord takes 25."""
    key = "\x1f".join([*delivery.key, str(part)])
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def is_late(delivery: Delivery, now: float) -> bool:
    """Whether what is begun now is to say so."""
    return now - delivery.due > PUNCTUAL_SECONDS


def _pause(delivery: Delivery) -> float:
    return min(FIRST_PAUSE * 2.0 ** min(delivery.tries, 10), LONGEST_PAUSE)
