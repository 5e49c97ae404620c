"""What the server says when it refuses a request."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """An answer with `ok: false`. parameters: as in the Bot API's ResponseParameters."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def to_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(said: str, **parameters: Any) -> ApiError:
    return ApiError(400, f"Bad Request: {said}", **parameters)


def forbidden(said: str) -> ApiError:
    return ApiError(403, f"Forbidden: {said}")


def too_many_requests(seconds: float) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {seconds:g}", retry_after=seconds)


def migrated(to: int) -> ApiError:
    return bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=to)
