"""The first choice after a reconnect, where what the server knew of the visitor's page is gone.

A browser whose connection broke connects again and goes on with the page it shows; it asks for nothing until the
visitor does something. Where the session is gone by then (the server was started anew, the machine slept), Streamlit
meets that choice in a session that has made no page yet, knows no picker, and drops it.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from google.protobuf.message import DecodeError
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE_S = 20.0
LONGEST_END = 500  # Bytes: what says that a page is whole is short, and longer messages need no look.


def session_before(scope: dict) -> str | None:
    """The session that a browser says it had before; Streamlit's own third name of a protocol."""
    return scope["subprotocols"][2] if len(scope.get("subprotocols", ())) > 2 else None


def is_known(session: str) -> bool:
    """Whether this session, which its visitor has come back to, is still there."""
    return runtime.get_instance().get_app_session(session) is not None


class Renewed:
    """A socket whose first choice waits until the page that it was made on has been made again.

    `session`: the one that the browser had before. `receive` and `send` are those of ASGI, in front of others.
    """

    def __init__(self, session: str, receive, send, is_known: Callable[[str], bool] = is_known):
        self.session, self.receive_from, self.send_to, self.is_known = session, receive, send, is_known
        self.is_looking, self.held = True, None
        self.is_whole = asyncio.Event()

    async def receive(self) -> dict:
        if self.held is not None:
            with suppress(TimeoutError):  # The choice is worth a try all the same.
                await asyncio.wait_for(self.is_whole.wait(), PATIENCE_S)
            choice, self.held = self.held, None
            return choice
        message = await self.receive_from()
        if self.is_looking and message["type"] == "websocket.receive":
            return self._page_before(message)
        return message

    async def send(self, message: dict) -> None:
        if self.held is not None and len(said := message.get("bytes") or b"") < LONGEST_END:
            kind = ForwardMsg.FromString(said)
            is_end = kind.WhichOneof("type") == "script_finished"
            if is_end and kind.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self.is_whole.set()
        await self.send_to(message)

    def _page_before(self, message: dict) -> dict:
        """The request for the page that a choice was made on, by its address; the choice is held until that is made."""
        try:
            request = BackMsg.FromString(message["bytes"])
        except DecodeError:
            return message
        if request.WhichOneof("type") != "rerun_script":
            return message
        self.is_looking = False
        asked = request.rerun_script
        # A step back in the history is no choice: the address decides, and only that has changed.
        if asked.is_history_navigation or not asked.widget_states.widgets or self.is_known(self.session):
            return message
        before, choice = BackMsg(), request
        before.CopyFrom(request)
        before.rerun_script.ClearField("widget_states")
        before.rerun_script.ClearField("fragment_id")
        # By then the browser may have thrown away messages that it still had when the choice was made.
        choice.rerun_script.ClearField("cached_message_hashes")
        self.held = {**message, "bytes": choice.SerializeToString()}
        return {**message, "bytes": before.SerializeToString()}
