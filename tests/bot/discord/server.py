"""A small Discord on a loopback socket: enough of the gateway and of the API to log in and answer once."""

from __future__ import annotations

import asyncio
import contextlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TOKEN = "MTIz.secret.token"
BOT = {"id": "100", "username": "kutip", "discriminator": "0", "avatar": None, "bot": True}
USER = {"id": "200", "username": "sari", "discriminator": "0", "avatar": None}
HELLO, HEARTBEAT, ACKNOWLEDGED, DISPATCH, IDENTIFY = 10, 1, 11, 0, 2


@dataclass
class Call:
    method: str
    path: str
    body: Any


@dataclass
class DiscordServer:
    """prefix: where the API lies; refusal: a close code given instead of READY.

    late: interactions are unknown by the time that they are answered.
    """

    prefix: str = "/api/v10"
    refusal: int | None = None
    late: bool = False
    url: str = ""
    calls: list[Call] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    closed_with: int | None = None
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    socket: web.WebSocketResponse | None = None

    @property
    def gateway_url(self) -> str:
        return self.url.replace("http", "ws", 1) + "/gateway"

    async def called(self, method: str, ending: str) -> Call:
        """The first such call, once it is made."""
        while True:
            for call in self.calls:
                if call.method == method and call.path.endswith(ending):
                    return call
            await asyncio.sleep(0.01)

    async def dispatch(self, event: str, data: Any) -> None:
        """Tell the bot of an event."""
        assert self.socket is not None
        await self.socket.send_json({"op": DISPATCH, "s": 2, "t": event, "d": data})

    async def answer(self, request: web.Request) -> web.Response:
        path = request.path.removeprefix(self.prefix)
        if not request.path.startswith(self.prefix) or path.startswith("/api"):
            return _json({"message": "404: Not Found", "code": 0}, 404)
        if request.headers.get("Authorization") != f"Bot {TOKEN}" and path == "/users/@me":
            return _json({"message": "401: Unauthorized", "code": 0}, 401)
        body = await request.json() if request.can_read_body else None
        self.calls.append(Call(request.method, path, body))
        if self.late and path.endswith("/callback"):
            return _json({"message": "Unknown interaction", "code": 10062}, 404)
        return _json(_response(request.method, path))

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        self.socket = socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 40_000}})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            sent = message.json()
            if sent["op"] == HEARTBEAT:
                await socket.send_json({"op": ACKNOWLEDGED})
            elif sent["op"] == IDENTIFY:
                self.tokens.append(sent["d"]["token"])
                if self.refusal:
                    await socket.close(code=self.refusal)
                    break
                await socket.send_json({"op": DISPATCH, "s": 1, "t": "READY", "d": self._ready()})
                self.ready.set()
        self.closed_with = socket.close_code
        return socket

    def _ready(self) -> dict[str, Any]:
        return {
            "v": 10,
            "user": BOT,
            "guilds": [],
            "session_id": "session",
            "resume_gateway_url": self.gateway_url,
            "application": {"id": "100", "flags": 0},
        }


@contextlib.asynccontextmanager
async def discord_server(**options: Any) -> AsyncIterator[DiscordServer]:
    server = DiscordServer(**options)
    app = web.Application()
    app.router.add_get("/gateway", server.gateway)
    app.router.add_route("*", "/{path:.*}", server.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    server.url = f"http://{host}:{port}"
    try:
        yield server
    finally:
        await runner.cleanup()


def slash(name: str, **options: str) -> dict[str, Any]:
    """The event of a command in a direct message."""
    return {
        "id": "300",
        "application_id": "100",
        "type": 2,
        "token": "interaction-token",
        "version": 1,
        "channel_id": "400",
        "channel": {"id": "400", "type": 1},
        "user": USER,
        "locale": "en-US",
        "entitlements": [],
        "authorizing_integration_owners": {"1": "200"},
        "context": 1,
        "app_permissions": "0",
        "attachment_size_limit": 10_000_000,
        "data": {
            "id": "500",
            "name": name,
            "type": 1,
            "options": [{"name": key, "type": 3, "value": value} for key, value in options.items()],
        },
    }


def typing_into(name: str, option: str, value: str) -> dict[str, Any]:
    """The event of an option that is being typed."""
    event = slash(name, **{option: value})
    event["type"] = 4
    event["data"]["options"][0]["focused"] = True
    return event


def message(text: str) -> dict[str, Any]:
    """A direct message, and what Discord says of one that was sent."""
    return {
        "id": "600",
        "channel_id": "400",
        "author": USER,
        "content": text,
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
    }


def _json(content: Any, status: int = 200) -> web.Response:
    """With the bare content type, the only one that the library takes for JSON."""
    return web.Response(body=json.dumps(content).encode(), status=status, headers={"Content-Type": "application/json"})


def _response(method: str, path: str) -> Any:
    if path == "/users/@me":
        return BOT
    if path == "/oauth2/applications/@me":
        return {
            "id": "100",
            "name": "kutip",
            "icon": None,
            "description": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "",
            "flags": 0,
            "owner": USER,
            "team": None,
        }
    if method == "PUT":
        return []
    if path.endswith("/callback"):
        return {"interaction": {"id": "300", "type": 2}, "resource": {"type": 5}}
    return message("")
