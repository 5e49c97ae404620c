"""A web on loopback: pages by path, and a count of what was asked."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass
class Page:
    """body: sent in these pieces; headers: added to, or instead of, Content-Type and Content-Length."""

    body: bytes | Iterable[bytes] = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "text/html; charset=utf-8"


@dataclass
class Web:
    """pages: by path, host aside; a list gives its pages one after the other, the last for good."""

    port: int = 0
    pages: dict[str, Page | list[Page]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Paths, in order."""
    headers: list[dict[str, str]] = field(default_factory=list)
    connections: int = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    def reply(self, path: str, _headers: Mapping[str, str]) -> Page:
        """_headers: of the request, by their names in lower case."""
        return self.answer(path)

    def answer(self, path: str) -> Page:
        found = self.pages.get(path, Page(b"no such page", 404))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found


@contextlib.contextmanager
def serve(web: Web | None = None) -> Iterator[Web]:
    """A web, without pages unless it is given, listening on a port of its own until the block ends."""
    web = web or Web()

    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def setup(self) -> None:
            web.connections += 1
            super().setup()

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            web.asked.append(self.path)
            web.headers.append(headers)
            with contextlib.suppress(ConnectionError):
                self._send(web.reply(self.path, headers))

        def _send(self, page: Page) -> None:
            self.send_response(page.status)
            headers = {"Content-Type": page.content_type}
            if isinstance(page.body, bytes):
                headers["Content-Length"] = str(len(page.body))
            for name, value in (headers | page.headers).items():
                self.send_header(name, value)
            self.end_headers()
            for piece in [page.body] if isinstance(page.body, bytes) else page.body:
                self.wfile.write(piece)
                self.wfile.flush()

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
