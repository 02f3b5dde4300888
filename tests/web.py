"""A server on this machine that gives what a test tells it to, and notes what it is asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Given:
    """What a path gives."""

    body: bytes | str = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


Route = Given | Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Web:
    """The server: what each path gives, and all requests so far with their headers."""

    address: str
    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str) -> str:
        return f"{self.address}{path}"

    def page(self, path: str, body: str | bytes, **more: object) -> str:
        """Put a page at ``path``; its address."""
        self.routes[path] = Given(body, **more)  # type: ignore[arg-type]
        return self.url(path)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def serving(name: str = "127.0.0.1") -> Iterator[Web]:
    """A web that lasts as long as the test."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            with lock:
                web.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                web.at_once += 1
                web.most_at_once = max(web.most_at_once, web.at_once)
            try:
                self._give(web.routes.get(self.path, Given("nothing here", 404)))
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
            finally:
                with lock:
                    web.at_once -= 1

        def _give(self, route: Route) -> None:
            if not isinstance(route, Given):
                self.close_connection = True
                route(self)
                return
            body = route.body.encode() if isinstance(route.body, str) else route.body
            self.send_response(route.status)
            if route.content_type:
                self.send_header("Content-Type", route.content_type)
            self.send_header("Content-Length", str(len(body)))
            for key, value in route.headers.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output clean."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that goes away is no error here."""

    server = Server(("127.0.0.1", 0), Handler)
    web = Web(f"http://{name}:{server.server_port}")
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.ended.set()
        server.shutdown()
        server.server_close()
