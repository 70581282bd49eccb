"""Whether pages can be served: looked after once a second, and told to whoever asks."""

import threading
import time

from starlette.requests import Request
from starlette.responses import PlainTextResponse

from pages.serving import database, first_build, noting

EVERY = 1.0  # Seconds between two looks.
LATE = 60.0  # Seconds without a look after which nobody is looking any more.

WELL = "ok"
EARLIER = (
    "ok, with an earlier build: the one in use is damaged, or another edition of this program made it (see the log)"
)
FOREIGN = "ok, with figures that another edition of this program made: some pages may fail until a new build is in use"
BUILDING = "the figures are being prepared"
NOTHING = "there are no figures to serve"
NOBODY_LOOKS = "the server no longer looks after itself"


class Health:
    """What the last look found: `words`, and whether pages `can_serve`."""

    def __init__(self) -> None:
        self.words, self.can_serve, self.looked = BUILDING, False, time.monotonic()
        self._is_over = threading.Event()

    def begin(self) -> None:
        """Look now, and from now on every second, in a thread of its own."""
        self.look()
        threading.Thread(target=self._go_on, daemon=True).start()

    def end(self) -> None:
        self._is_over.set()

    def _go_on(self) -> None:
        while not self._is_over.wait(EVERY):
            try:
                self.look()
            except Exception as error:  # Whatever it is, the next look may find it gone.
                noting.fault("Looking after the warehouse failed", error)

    def look(self) -> None:
        """Follow the warehouse in use, ask it something, and have one built where there is none of ours."""
        trouble = database.look()
        self.can_serve = database.answers()
        if self.can_serve and database.is_of_ours():
            first_build.noted()
            self.words = EARLIER if trouble else WELL
        elif self.can_serve:
            first_build.begin()
            self.words = FOREIGN
        else:
            first_build.begin()
            self.words = BUILDING if first_build.running() else NOTHING
        self.looked = time.monotonic()

    async def answer(self, scope, receive, send) -> None:
        """200 where pages can be served, else 503, with a few words.

        Streamlit's own browser code asks the same before it connects, and would keep a visitor from seeing how far
        the first build is. It is known by naming the page that asks, which machines do not; for it the server is well
        as long as it answers.
        """
        can_serve, words = self.can_serve, self.words
        if time.monotonic() - self.looked > LATE:
            can_serve, words = False, NOBODY_LOOKS
        is_well = can_serve or "referer" in Request(scope).headers
        headers = {"cache-control": "no-store"}
        await PlainTextResponse(words, 200 if is_well else 503, headers)(scope, receive, send)


HEALTH = Health()
