"""Fetching an address as a guest should: known by name, one at a time, and not for long.

One request a host at a time; what robots.txt forbids is not asked for (RFC 9309); all that one
address takes, redirects and robots.txt included, is over after ``SECONDS``. There is no second try.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from time import monotonic
from urllib.parse import urlsplit

import httpx
from protego import Protego

from casebook.sources.compressed import ACCEPTED, MOST_BYTES, TooLarge, Unpackable, unpacked
from casebook.sources.kept import Kept, KeptPage

SECONDS = 20.0
MOST_REDIRECTS = 10
MOST_AT_ONCE = 16
"""Hosts that are asked at the same time."""

ROBOTS_NAME = "casebook"
"""By which a robots.txt can speak to us alone."""

_ROBOTS_BYTES = 500_000
_LONGEST_PAUSE = 10.0
_HERE = ("all://127.0.0.1", "all://localhost", "all://[::1]")
"""No proxy stands between a machine and itself."""


class NoAnswer(Exception):
    """Nothing can be said of the page; the message says why, after the words *the address*."""


@dataclass(frozen=True)
class Answer:
    """What an address gave; ``body`` is unpacked. What is left of the time is for reading it."""

    url: str
    status: int
    content_type: str = ""
    body: bytes = b""
    leads_to: str | None = None
    seconds_left: float = SECONDS


class _Budget:
    """Seconds that may still be spent on an address; waiting for one's turn costs nothing."""

    def __init__(self, seconds: float) -> None:
        self._whole = self.left = seconds

    @asynccontextmanager
    async def spent(self) -> AsyncIterator[None]:
        begun = monotonic()
        try:
            async with asyncio.timeout(max(self.left, 0)):
                yield
        except TimeoutError as error:
            raise NoAnswer(f"did not answer within {self._whole:g} seconds") from error
        finally:
            self.left -= monotonic() - begun


class Visitor:
    """Asks addresses; keeps for one run what each host's robots.txt says, and whose turn it is."""

    def __init__(self, site: str = "", kept: Kept | None = None, seconds: float = SECONDS) -> None:
        self._agent = agent(site)
        self._kept = kept or Kept(None)
        self._seconds = seconds
        self._context = httpx.create_ssl_context()
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._at_once = asyncio.Semaphore(MOST_AT_ONCE)
        self._robots: dict[str, Protego | NoAnswer] = {}

    async def fetch(self, url: str) -> Answer:
        """Return what an address gives; raises NoAnswer."""
        budget = _Budget(self._seconds)
        try:
            async with self._client() as client:
                for _ in range(MOST_REDIRECTS + 1):
                    async with self._turns[_host(url)], self._at_once, budget.spent():
                        await self._ask_robots(client, url)
                        answer = await self._get(client, url)
                    if answer.leads_to is None:
                        return replace(answer, seconds_left=budget.left)
                    url = _next(url, answer.leads_to)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            raise NoAnswer(_reason(error)) from error
        raise NoAnswer(f"leads on and on: more than {MOST_REDIRECTS} redirects")

    def _client(self) -> httpx.AsyncClient:
        """Return a client of its own for each address, so that no cookies can track us."""
        return httpx.AsyncClient(
            headers={"User-Agent": self._agent, "Accept-Encoding": ACCEPTED, "Accept": "*/*"},
            timeout=httpx.Timeout(self._seconds + 1),  # the budget ends before
            verify=self._context,
            mounts=dict.fromkeys(_HERE),
        )

    async def _get(self, client: httpx.AsyncClient, url: str) -> Answer:
        kept = self._kept.page(url)
        headers = kept.conditions if kept else {}
        async with client.stream("GET", url, headers=headers) as response:
            if kept and response.status_code == httpx.codes.NOT_MODIFIED:
                return _as_before(url, kept)
            content_type = response.headers.get("content-type", "")
            if response.is_redirect and "location" in response.headers:
                return Answer(url, response.status_code, leads_to=response.headers["location"])
            if not response.is_success:
                return Answer(url, response.status_code, content_type)
            body = await _body(response)
        self._kept.keep(url, content_type, body, response.headers)
        return Answer(url, response.status_code, content_type, body)

    async def _ask_robots(self, client: httpx.AsyncClient, url: str) -> None:
        """Raise NoAnswer where the host's robots.txt forbids the address, or cannot be read."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = NoAnswer("has a robots.txt that could not be read in time")
            try:
                self._robots[origin] = await _robots(client, origin)
            except NoAnswer as reason:
                self._robots[origin] = reason
        else:
            await asyncio.sleep(_pause(self._robots[origin]))
        robots = self._robots[origin]
        if isinstance(robots, NoAnswer):
            raise robots
        if not robots.can_fetch(url, ROBOTS_NAME):
            raise NoAnswer("may not be asked by programs: its robots.txt forbids it")


def agent(site: str) -> str:
    """Return the name under which we ask; it says what for, and where to find us."""
    found = "".join(character for character in site if "!" <= character <= "~")
    where = f"+{found}; " if found else ""
    return f"{ROBOTS_NAME}/1.0 ({where}looks whether quoted words are still there)"


async def _robots(client: httpx.AsyncClient, origin: str) -> Protego:
    """Return a host's rules (RFC 9309, 2.3.1): none without a file, no access if it fails."""
    url = f"{origin}/robots.txt"
    for _ in range(5 + 1):
        async with client.stream("GET", url) as response:
            if response.is_redirect and "location" in response.headers:
                url = _next(url, response.headers["location"])
                continue
            if response.is_server_error:
                raise NoAnswer(f"has a robots.txt that answers {response.status_code}")
            if not response.is_success:
                break
            try:
                text = await _body(response, _ROBOTS_BYTES)
            except NoAnswer:  # no robots.txt at all, by its size
                break
        return Protego.parse(text.decode("utf-8", "replace"))
    return Protego.parse("")


def _pause(robots: Protego | NoAnswer) -> float:
    if isinstance(robots, NoAnswer):
        return 0.0
    return min(float(robots.crawl_delay(ROBOTS_NAME) or 0), _LONGEST_PAUSE)


async def _body(response: httpx.Response, most: int = MOST_BYTES) -> bytes:
    encoding = response.headers.get("content-encoding", "")
    try:
        return await unpacked(response.aiter_raw(), encoding, most)
    except TooLarge as error:
        raise NoAnswer(f"gives more than {most // 1_000_000} million bytes") from error
    except Unpackable as error:
        raise NoAnswer("gives an answer that cannot be unpacked") from error


def _as_before(url: str, kept: KeptPage) -> Answer:
    return Answer(url, httpx.codes.OK, kept.content_type, kept.body)


def _next(url: str, location: str) -> str:
    """Return where a redirect leads; raises NoAnswer for what must not be asked."""
    target = httpx.URL(url).join(location)
    if target.scheme not in ("http", "https") or not target.host:
        raise NoAnswer("leads to an address that is not http or https")
    if _is_private(target.host) and not _is_private(_host(url)):
        raise NoAnswer("leads into a private network")
    return str(target)


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _reason(error: Exception) -> str:
    """Return why there was no answer, in plain words: the cause is at the end of the chain."""
    causes: list[BaseException] = [error]
    while cause := causes[-1].__cause__ or causes[-1].__context__:
        causes.append(cause)
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return "has no certificate that can be trusted"
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return "is on a host that has no address"
    if isinstance(error, httpx.ConnectError):
        return "is on a host where nobody answers"
    if isinstance(error, (httpx.InvalidURL, ValueError)):
        return "is not one that can be asked"
    return "broke off the answer"
