"""How many may be connected at once, and how much each may say."""

import time
from asyncio import CancelledError, sleep
from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import PlainTextResponse

from pages.serving import reconnects, settings
from pages.serving.wire import addresses, messages
from pages.serving.wire.places import Places

PATIENCE_S = 10.0  # A browser gives up on a socket that has not opened after 15 seconds.
MANY = 1000  # Of addresses: with more, those that are owed nothing are forgotten.


class Allowance:
    """So many a second for each address, and so many at once after a pause."""

    def __init__(self, per_second: float, at_once: float, clock: Callable[[], float] = time.monotonic):
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


class Allowances:
    """An allowance for each address, and for the addresses of one network together that of a few."""

    def __init__(self, per_second: int, at_once: int, clock: Callable[[], float] = time.monotonic):
        times = settings.ADDRESSES_PER_NETWORK
        self.of_one, self.of_all = (Allowance(per_second * n, at_once * n, clock) for n in (1, times))

    def wait(self, address: str, patience: float) -> float | None:
        """As that of an Allowance."""
        wait = self.of_one.wait(address, patience)
        network = addresses.network_of(address)
        if wait is None or network == address:
            return wait
        with_others = self.of_all.wait(network, patience)
        return None if with_others is None else max(wait, with_others)


@dataclass(eq=False)
class Open:
    """An open socket: of which address, when it last said something, and what ends it, where anything can."""

    address: str
    heard: float
    end: Callable[[int, str], None] | None


class Full(Exception):
    """There is no room for one more."""


class Sockets:
    """The sockets open now, by address. What an address asks too fast waits; what is far too much is refused."""

    def __init__(self, app, clock: Callable[[], float] = time.monotonic):
        self.app, self.clock = app, clock
        self.open: Places[Open] = Places()
        self.new = Allowances(settings.SOCKETS_PER_SECOND, settings.SOCKETS_AT_ONCE, clock)
        self.messages = Allowances(
            settings.MESSAGES_PER_ADDRESS_PER_SECOND, settings.MESSAGES_PER_ADDRESS_AT_ONCE, clock
        )

    def _in_the_way(self, address: str) -> Open | None:
        """The socket that has to end for one more of an address; None where there is room. Raises Full."""
        if len(self.open.of(address)) >= settings.SOCKETS_PER_ADDRESS:
            raise Full
        is_within = self.open.of_network(address) >= settings.SOCKETS_PER_ADDRESS * settings.ADDRESSES_PER_NETWORK
        if not is_within and self.open.total < settings.SOCKETS:
            return None
        silent = min(self.open.giving_way(address, is_within), key=lambda each: each.heard, default=None)
        if silent is None or silent.end is None:
            raise Full
        return silent

    def _come(self, address: str, end: Callable[[int, str], None] | None) -> tuple[Open, float]:
        """The place of one more socket, and the seconds until it may be used. Raises Full."""
        self._in_the_way(address)
        wait = self.new.wait(address, PATIENCE_S)
        if wait is None:
            raise Full
        if silent := self._in_the_way(address):
            self.open.leave(silent, silent.address)
            silent.end(1013, "others have fewer")
        place = Open(address, self.clock(), end)
        self.open.take(place, address)
        return place, wait

    async def __call__(self, scope, receive, send) -> None:
        address = addresses.address_of(scope)
        try:
            place, wait = self._come(address, scope.get("extensions", {}).get("end"))
        except Full:
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

        try:
            await sleep(wait)
            # Streamlit hands this address on to the script, which takes its turn by it.
            counted = {**scope, "client": (address, 0)}
            ways = self._within_limits(place, receive, send_unless_gone), send_unless_gone
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
            self.open.leave(place, address)

    def _within_limits(self, place: Open, receive, send):
        """`receive` for one socket: the next message is not fetched before its address may send it."""
        own = Allowance(settings.MESSAGES_PER_SECOND, settings.MESSAGES_AT_ONCE, self.clock)

        async def receive_within_limits():
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            place.heard = self.clock()
            said = message.get("bytes")  # A browser sends no text.
            reason, wait = "too many messages", None
            if said is None or len(said) > settings.LONGEST_MESSAGE or not messages.is_of_a_browser(said):
                reason = "no message of a browser"
            elif own.wait("", 0) is not None:
                wait = self.messages.wait(place.address, PATIENCE_S)
            if wait is None:
                await send({"type": "websocket.close", "code": 1008, "reason": reason})
                return {"type": "websocket.disconnect", "code": 1008}
            await sleep(wait)
            return message

        return receive_within_limits
