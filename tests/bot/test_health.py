"""What a probe gets, and that it holds up nobody."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.health import health_server

if TYPE_CHECKING:
    import pytest

    from bot.services import Services


async def test_a_probe_asks_the_database_off_the_event_loop(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_in: list[threading.Thread] = []
    articles = services.knowledge.articles

    def seen(**given: Any) -> object:
        asked_in.append(threading.current_thread())
        return articles(**given)

    monkeypatch.setattr(services.knowledge, "articles", seen)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with (
        health_server(services, "127.0.0.1", port),
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/healthz") as response,
    ):
        assert await response.json() == {"status": "ok", "articles": True}
    assert len(asked_in) == 1
    assert threading.main_thread() not in asked_in
