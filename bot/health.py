"""/healthz and /metrics on a local port."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
from typing import TYPE_CHECKING

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from knowledge.errors import KutipError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.services import Services

log = logging.getLogger(__name__)


class PortTaken(KutipError):
    """The port for health and metrics cannot be listened on."""


@contextlib.asynccontextmanager
async def health_server(services: Services, host: str, port: int | None) -> AsyncIterator[None]:
    """Serves while the context is open; nothing where no port is set. Raises PortTaken."""
    if port is None:
        yield
        return
    app = web.Application()
    app.router.add_get("/healthz", functools.partial(_health, services))
    app.router.add_get("/metrics", functools.partial(_metrics, services))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise PortTaken(f"KUTIP_METRICS_PORT: {host}:{port} cannot be listened on ({error.strerror}).") from error
        log.info("Health and metrics on http://%s:%d", host, port)
        yield
    finally:
        await runner.cleanup()


async def _health(services: Services, _: web.Request) -> web.Response:
    """Says ok while the database answers."""
    articles = await asyncio.to_thread(services.knowledge.articles, limit=1)
    return web.json_response({"status": "ok", "articles": bool(articles)})


async def _metrics(services: Services, _: web.Request) -> web.Response:
    return web.Response(body=services.metrics.page(), headers={"Content-Type": CONTENT_TYPE_LATEST})
