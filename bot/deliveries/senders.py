"""What a platform does for deliveries: write a reply as messages, and post one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.messages import Reply

CALL_SECONDS = 30.0
"""A call that has not come back by then may have been carried out or not."""


class Sender(Protocol):
    """nonce_seconds: how long the platform knows a nonce again and posts nothing twice under it; 0: it has none."""

    nonce_seconds: float

    def write(self, reply: Reply, chat: str) -> tuple[str, ...]:
        """The messages of a reply, at least one, each as a string that `send` reads."""

    async def send(self, place: str, part: str, nonce: str) -> None:
        """Post one message; nonce: at most 25 characters, the same for the same message. Raises SendProblem."""


class SendProblem(Exception):
    """A message was not posted, or nobody knows."""


class NotSent(SendProblem):
    """It surely was not; seconds: after which to try again, None where trying again is of no use."""

    def __init__(self, reason: str, seconds: float | None) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Gone(SendProblem):
    """The chat takes no messages from the bot."""


class Moved(SendProblem):
    """It was not posted: the chat goes on under another key. old, new: of the chat."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(f"now {new}")
        self.old = old
        self.new = new


class Unclear(SendProblem):
    """It may have been posted or not."""
