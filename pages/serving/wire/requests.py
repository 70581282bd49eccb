"""How many requests of one address are answered at once, and how many in a while; the next wait in line."""

import asyncio
import math
import time
from collections.abc import Callable

from starlette.responses import PlainTextResponse

from pages.serving import settings
from pages.serving.wire import addresses
from pages.serving.wire.allowances import Allowances

FULL = "Too many requests from your address are waiting. Please try again shortly."


class Line:
    """The requests of one address that are here."""

    def __init__(self) -> None:
        self.turns = asyncio.Semaphore(settings.REQUESTS_PER_ADDRESS)
        self.length = 0


class Requests:
    """Stands before what answers requests; behind a trusted proxy too, each visitor has a line of their own."""

    def __init__(self, app, clock: Callable[[], float] = time.monotonic):
        self.app = app
        self.lines: dict[str, Line] = {}
        self.allowance = Allowances(settings.REQUESTS_PER_SECOND, settings.REQUESTS_AT_ONCE, clock)

    async def __call__(self, scope, receive, send) -> None:
        address = addresses.address_of(scope)
        line = self.lines.setdefault(address, Line())
        if line.length >= settings.CONNECTIONS_PER_ADDRESS:
            await self._refuse(scope, receive, send)
            return
        line.length += 1
        try:
            # As many wait here as the line is long: that of nobody is without end.
            if wait := self.allowance.wait(address, math.inf):
                await asyncio.sleep(wait)
            try:  # Those before are not done in time where they do not read, or next to nothing.
                async with asyncio.timeout(settings.LINE_SECONDS if line.turns.locked() else None):
                    await line.turns.acquire()
            except TimeoutError:
                await self._refuse(scope, receive, send)
                return
            try:
                await self.app(scope, receive, send)
            finally:
                line.turns.release()
        finally:
            line.length -= 1
            if not line.length:
                self.lines.pop(address, None)

    @staticmethod
    async def _refuse(scope, receive, send) -> None:
        await PlainTextResponse(FULL, status_code=503, headers={"retry-after": "5"})(scope, receive, send)
