"""HTTP on the loopback interface: a request to a method, its result or refusal to an answer."""

from __future__ import annotations

import asyncio
import inspect
import itertools
import random
import time
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.telegram_server.errors import ApiError
from tests.telegram_server.faults import Action, Fault, Faults
from tests.telegram_server.methods import METHODS
from tests.telegram_server.people import Chat, Person, Received
from tests.telegram_server.updates import Updates
from tests.telegram_server.world import Room, World

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.telegram_server.world import Json

TOKEN = "4242424242:test-token-of-a-bot-that-is-nowhere"
BOT = {"id": 4242424242, "is_bot": True, "first_name": "Kutip", "username": "kutip_test_bot"}


class TelegramServer:
    """Use as an async context manager; `root` is the address to give to the bot, `token` its token.

    calls: (method, parameters, seconds) of all that was called; actions: (chat, topic, action) of
    sendChatAction; commands: of setMyCommands, by language.
    """

    def __init__(self) -> None:
        self.token = TOKEN
        self.root = ""
        self.world = World(dict(BOT))
        self.updates = Updates()
        self.faults = Faults()
        self.calls: list[tuple[str, Json, float]] = []
        self.actions: list[tuple[int, int | None, str]] = []
        self.commands: dict[str, list[Json]] = {}
        self.inboxes: dict[int, asyncio.Queue[Received]] = {}
        self.edits: dict[int, asyncio.Queue[Received]] = {}
        self._answers: dict[str, asyncio.Future[Json]] = {}
        # Nobody of one server is anybody of another that the same bot has known.
        self._ids = itertools.count(random.randrange(10_000, 2**40))
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> TelegramServer:
        app = web.Application(client_max_size=50_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.root = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.updates.close()
        if self._runner:
            await self._runner.cleanup()

    # -- who and where ---------------------------------------------------------------------------

    def user(self, name: str, language: str | None = "id") -> Person:
        """A new person, with a private chat to the bot."""
        user_id = next(self._ids)
        user: Json = {"id": user_id, "is_bot": False, "first_name": name, "username": f"{name.lower()}{user_id}"}
        self.world.users[user_id] = user | ({"language_code": language} if language else {})
        person = Person(self, user_id)
        self._room("private", name, (person,), (), user_id)
        return person

    def group(self, title: str, members: Iterable[Person], admins: Iterable[Person] = ()) -> Chat:
        """A basic group, which can become a supergroup."""
        return self._room("group", title, members, admins, -next(self._ids))

    def supergroup(
        self, title: str, members: Iterable[Person], admins: Iterable[Person] = (), *, forum: bool = False
    ) -> Chat:
        """forum: with topics."""
        chat = self._room("supergroup", title, members, admins, -1_000_000_000_000 - next(self._ids))
        chat.room.is_forum = forum
        return chat

    def channel(self, title: str) -> Chat:
        """A channel in which the bot may post."""
        chat = self._room("channel", title, (), (), -1_000_000_000_000 - next(self._ids))
        chat.room.members[self.world.bot["id"]] = "administrator"
        return chat

    def _room(self, kind: str, title: str, members: Iterable[Person], admins: Iterable[Person], chat_id: int) -> Chat:
        room = Room(chat_id, kind, title)
        room.members = {p.id: "member" for p in members} | {p.id: "administrator" for p in admins}
        room.members[self.world.bot["id"]] = "member"
        self.world.rooms[chat_id] = room
        return Chat(self, chat_id)

    # -- what happens ----------------------------------------------------------------------------

    def fail(
        self, what: ApiError | Action, *, method: str | None = None, chat: Chat | None = None, times: int = 1
    ) -> Fault:
        """Let something go wrong; see `Fault`."""
        return self.faults.add(Fault(what, method and method.lower(), chat.id if chat else None, times))

    def inbox(self, chat_id: int) -> asyncio.Queue[Received]:
        return self.inboxes.setdefault(chat_id, asyncio.Queue())

    def edit_box(self, chat_id: int) -> asyncio.Queue[Received]:
        return self.edits.setdefault(chat_id, asyncio.Queue())

    def sent(self, chat_id: int, message: Json) -> None:
        self.inbox(chat_id).put_nowait(Received(self, dict(message)))

    def edited(self, chat_id: int, message: Json) -> None:
        self.edit_box(chat_id).put_nowait(Received(self, dict(message)))

    def ask(self, kind: str, content: Json) -> asyncio.Future[Json]:
        """Send a query that the bot has to answer by its id."""
        query_id = str(next(self._ids))
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._answers[query_id] = future
        self.updates.push(kind, {"id": query_id} | content)
        return future

    def answered(self, query_id: str, answer: Json) -> None:
        future = self._answers.pop(query_id, None)
        if future is None:
            raise ApiError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        future.set_result(answer)

    def keep_file(self, name: str, data: bytes) -> Json:
        """A Document for `data`."""
        file_id = f"file{next(self._ids)}"
        self.world.files[file_id] = (name, data)
        return {
            "file_id": file_id,
            "file_unique_id": f"u{file_id}",
            "file_name": name,
            "file_size": len(data),
        }

    # -- HTTP ------------------------------------------------------------------------------------

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return web.json_response(ApiError(401, "Unauthorized").to_json(), status=401)
        method = request.match_info["method"].lower()
        parameters = await _parameters(request)
        self.calls.append((method, parameters, time.monotonic()))
        fault = self.faults.take(method, parameters)
        try:
            if isinstance(fault, ApiError):
                raise fault
            result = None if fault == "drop before" else await self._do(method, parameters)
        except ApiError as error:
            return web.json_response(error.to_json(), status=error.code)
        if fault is not None and request.transport:
            request.transport.abort()
        return web.json_response({"ok": True, "result": result})

    async def _do(self, method: str, parameters: Json) -> Any:
        if method not in METHODS:
            raise ApiError(404, "Not Found: method not found")
        result = METHODS[method](self, parameters)
        return await result if inspect.isawaitable(result) else result

    async def _download(self, request: web.Request) -> web.Response:
        file_id = request.match_info["path"].split("/")[1]
        if request.match_info["token"] != self.token or file_id not in self.world.files:
            return web.json_response(ApiError(404, "Not Found").to_json(), status=404)
        return web.Response(body=self.world.files[file_id][1])


async def _parameters(request: web.Request) -> Json:
    """From the address and a form or JSON body; a file as (name, bytes)."""
    parameters: Json = dict(request.query)
    if request.content_type == "application/json":
        parameters |= await request.json()
        return parameters
    for key, value in (await request.post()).items():
        parameters[key] = (value.filename, value.file.read()) if isinstance(value, web.FileField) else value
    return parameters
