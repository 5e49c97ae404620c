"""Things that go wrong on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from tests.telegram_server.errors import ApiError

Action = Literal["drop before", "drop after"]


@dataclass(slots=True)
class Fault:
    """Happens to calls of `method` (any, where None) in `chat` (any, where None), `times` times.

    what: an error that is answered; `drop before`: the connection is closed and nothing done;
    `drop after`: it is done, and then closed without an answer.
    """

    what: ApiError | Action
    method: str | None = None
    chat: int | None = None
    times: int = 1
    seen: int = 0

    def takes(self, method: str, parameters: dict[str, Any]) -> bool:
        if self.seen >= self.times:
            return False
        in_chat = self.chat is None or str(parameters.get("chat_id")) == str(self.chat)
        return in_chat and self.method in (None, method)


class Faults:
    """The faults that are still to happen, first come, first served."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        self._faults.append(fault)
        return fault

    def take(self, method: str, parameters: dict[str, Any]) -> ApiError | Action | None:
        for fault in self._faults:
            if fault.takes(method, parameters):
                fault.seen += 1
                return fault.what
        return None
