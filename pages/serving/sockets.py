"""How many may be connected at once, and how much each may say."""

import time
from collections import Counter

from pages.serving import settings


class Sockets:
    """The sockets open now, by address; one beyond the limits is refused, one that says too much is closed."""

    def __init__(self, app):
        self.app = app
        self.open: Counter[str] = Counter()

    async def __call__(self, scope, receive, send) -> None:
        address = (scope.get("client") or ("unknown",))[0]
        if self.open.total() >= settings.SOCKETS or self.open[address] >= settings.SOCKETS_PER_ADDRESS:
            await receive()
            await send({"type": "websocket.close", "code": 1013, "reason": "too many visitors at once"})
            return
        allowance, last = float(settings.MESSAGES_AT_ONCE), time.monotonic()

        async def receive_within_limits():
            nonlocal allowance, last
            message = await receive()
            if message["type"] == "websocket.receive":
                now = time.monotonic()
                allowance = min(settings.MESSAGES_AT_ONCE, allowance + (now - last) * settings.MESSAGES_PER_SECOND) - 1
                last = now
                size = len(message.get("bytes") or message.get("text") or b"")
                if allowance < 0 or size > settings.LONGEST_MESSAGE:
                    await send({"type": "websocket.close", "code": 1008, "reason": "too many messages"})
                    return {"type": "websocket.disconnect", "code": 1008}
            return message

        self.open[address] += 1
        try:
            await self.app(scope, receive_within_limits, send)
        finally:
            self.open[address] -= 1
            if not self.open[address]:
                del self.open[address]
