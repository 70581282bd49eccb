"""How many may be connected at once, and how much each may say."""

import time
from asyncio import CancelledError, sleep
from collections import Counter
from collections.abc import Callable

from starlette.responses import PlainTextResponse

from pages.serving import reconnects, settings
from pages.serving.wire import addresses, messages

PATIENCE_S = 10.0  # A browser gives up on a socket that has not opened after 15 seconds.
MANY = 1000  # Of addresses: with more, those that are owed nothing are forgotten.


class Allowance:
    """So many a second for each address, and so many at once after a pause."""

    def __init__(self, per_second: int, at_once: int, clock: Callable[[], float] = time.monotonic):
        self.step, self.slack, self.clock = 1 / per_second, at_once / per_second, clock
        self.due: dict[str, float] = {}
        self.forget_at = MANY

    def wait(self, address: str, patience: float) -> float | None:
        """The seconds until an address may have one more; None, and nothing is counted, if more than `patience`."""
        now = self.clock()
        due = max(self.due.get(address, 0.0), now - self.slack) + self.step
        if due - now > patience:
            return None
        self.due[address] = due
        if len(self.due) > self.forget_at:
            self.due = {address: due for address, due in self.due.items() if due > now - self.slack}
            self.forget_at = max(MANY, 2 * len(self.due))
        return max(0.0, due - now)


class Sockets:
    """The sockets open now, by address. What an address asks too fast waits; what is far too much is refused."""

    def __init__(self, app, clock: Callable[[], float] = time.monotonic):
        self.app, self.clock = app, clock
        self.open: Counter[str] = Counter()
        self.new = Allowance(settings.SOCKETS_PER_SECOND, settings.SOCKETS_AT_ONCE, clock)
        self.messages = Allowance(
            settings.MESSAGES_PER_ADDRESS_PER_SECOND, settings.MESSAGES_PER_ADDRESS_AT_ONCE, clock
        )

    def are_full(self, address: str) -> bool:
        return self.open.total() >= settings.SOCKETS or self.open[address] >= settings.SOCKETS_PER_ADDRESS

    async def __call__(self, scope, receive, send) -> None:
        address = addresses.address_of(scope)
        wait = None if self.are_full(address) else self.new.wait(address, PATIENCE_S)
        if wait is None:
            refusal = PlainTextResponse("Too many visitors at once", status_code=503, headers={"retry-after": "5"})
            await refusal(scope, receive, send)
            return
        has_gone = False

        async def send_unless_gone(message) -> None:
            nonlocal has_gone
            try:
                await send(message)
            except OSError:
                has_gone = True
                raise

        self.open[address] += 1
        try:
            await sleep(wait)
            # Streamlit hands this address on to the script, which takes its turn by it.
            counted = {**scope, "client": (address, 0)}
            ways = self._within_limits(address, receive, send_unless_gone), send_unless_gone
            if session := reconnects.session_before(scope):
                renewed = reconnects.Renewed(session, *ways)
                ways = renewed.receive, renewed.send
            await self.app(counted, *ways)
        except CancelledError:
            pass  # The server ends, and what still waits here with it.
        except Exception:
            # Streamlit trips over a visitor who leaves while something is being said to them.
            if not has_gone:
                raise
        finally:
            self.open[address] -= 1
            if not self.open[address]:
                del self.open[address]

    def _within_limits(self, address: str, receive, send):
        """`receive` for one socket: the next message is not fetched before its address may send it."""
        own = Allowance(settings.MESSAGES_PER_SECOND, settings.MESSAGES_AT_ONCE, self.clock)

        async def receive_within_limits():
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            said = message.get("bytes")  # A browser sends no text.
            reason, wait = "too many messages", None
            if said is None or len(said) > settings.LONGEST_MESSAGE or not messages.is_of_a_browser(said):
                reason = "no message of a browser"
            elif own.wait("", 0) is not None:
                wait = self.messages.wait(address, PATIENCE_S)
            if wait is None:
                await send({"type": "websocket.close", "code": 1008, "reason": reason})
                return {"type": "websocket.disconnect", "code": 1008}
            await sleep(wait)
            return message

        return receive_within_limits
