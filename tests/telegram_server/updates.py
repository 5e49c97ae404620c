"""What waits for the bot: fetched by long polling with offsets, or posted to its webhook."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError, ClientSession

from tests.telegram_server.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST_ID = 500_000_000
RETRY_SECONDS = 0.05
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Updates:
    """A queue of updates with growing ids. delivered: ids in the order in which the bot got them."""

    def __init__(self) -> None:
        self.webhook: dict[str, Any] = {}
        self.delivered: list[int] = []
        self.allowed: Sequence[str] = ()
        self._waiting: list[dict[str, Any]] = []
        self._next_id = FIRST_ID
        self._poller: asyncio.Future[None] | None = None
        self._arrived = asyncio.Event()
        self._poster: asyncio.Task[None] | None = None

    @property
    def unconfirmed(self) -> int:
        return len(self._waiting)

    def push(self, kind: str, content: dict[str, Any]) -> int | None:
        """The id of the update; None where the bot does not want its kind."""
        if self.allowed and kind not in self.allowed:
            return None
        update_id = self._next_id
        self._next_id += 1
        self._waiting.append({"update_id": update_id, kind: content})
        self._arrived.set()
        return update_id

    async def fetch(
        self, offset: int, limit: int, seconds: float, allowed: Sequence[str] | None
    ) -> list[dict[str, Any]]:
        """getUpdates: those from `offset` on; those before are confirmed and gone. Raises ApiError 409."""
        if self.webhook:
            raise ApiError(409, WEBHOOK_ACTIVE)
        if allowed is not None:
            self.allowed = allowed
        if self._poller and not self._poller.done():
            self._poller.set_result(None)
        ended = self._poller = asyncio.get_running_loop().create_future()
        if offset < 0:
            self._waiting = self._waiting[offset:]
        else:
            self._waiting = [u for u in self._waiting if u["update_id"] >= offset]
        await self._something(ended, seconds)
        if ended.done():
            raise ApiError(409, CONFLICT)
        ended.set_result(None)
        found = self._waiting[:limit]
        self.delivered += [u["update_id"] for u in found]
        return found

    async def _something(self, ended: asyncio.Future[None], seconds: float) -> None:
        """Wait for an update, another poller, or the end of `seconds`."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not self._waiting and not ended.done():
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                return
            self._arrived.clear()
            arrived = asyncio.ensure_future(self._arrived.wait())
            await asyncio.wait((arrived, ended), timeout=left, return_when=asyncio.FIRST_COMPLETED)
            arrived.cancel()

    # -- webhook ---------------------------------------------------------------------------------

    def set_webhook(self, url: str, secret: str, allowed: Sequence[str] | None) -> None:
        """Post what comes to `url`; an empty one ends that."""
        if allowed is not None:
            self.allowed = allowed
        self.webhook = {"url": url, "secret": secret} if url else {}
        if url and self._poster is None:
            self._poster = asyncio.create_task(self._post_all())

    async def close(self) -> None:
        if self._poster:
            self._poster.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._poster

    async def _post_all(self) -> None:
        async with ClientSession() as session:
            while True:
                self._arrived.clear()
                while self.webhook and self._waiting:
                    if await self._post(session, self._waiting[0]):
                        self.delivered.append(self._waiting.pop(0)["update_id"])
                    else:
                        await asyncio.sleep(RETRY_SECONDS)
                await self._arrived.wait()

    async def _post(self, session: ClientSession, update: dict[str, Any]) -> bool:
        headers = {SECRET_HEADER: self.webhook["secret"]} if self.webhook["secret"] else {}
        try:
            async with session.post(self.webhook["url"], json=update, headers=headers) as response:
                return response.ok
        except ClientError:
            return False
