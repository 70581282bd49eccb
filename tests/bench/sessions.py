"""A visitor without a browser: a websocket that speaks Streamlit's own protocol.

It sends what the browser sends (found by watching Chromium): every select box on the
page, the query string that it last set, and the hashes of the long messages it still holds.
Other kinds of widget are left at their defaults.
"""

import asyncio
import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState, ContextInfo
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

PATIENCE_S = 30
# Streamlit's global.maxCachedMessageAge: how many reruns the browser keeps a long message for.
KEPT_RERUNS = 2


class Failed(Exception):
    """A rerun that a visitor would call broken: no answer, cut off, or an error on the page."""


@dataclass(frozen=True)
class Rerun:
    """One rerun, from sending the request to 'script finished'."""

    seconds: float
    bytes_received: int


@dataclass
class Widget:
    """A select box or text input as it stands. `options` are the words shown."""

    id: str
    value: str | None
    options: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.id.split("-", 2)[-1]


@dataclass
class Kept:
    """A long message in the browser's memory: the rerun it was last used in, and the widget in it."""

    last_used: int
    widget: Widget | None


class CountingConnection(ClientConnection):
    """Counts what really came in, frames and compression included."""

    bytes_received = 0

    def data_received(self, data: bytes) -> None:
        self.bytes_received += len(data)
        super().data_received(data)


@dataclass
class Session:
    """One visitor's open page. `is_packed`: whether the browser can unpack what is sent, as all can."""

    port: int
    is_packed: bool = True
    path: str = ""
    query: str = ""
    page_hash: str = ""
    widgets: dict[str, Widget] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict)
    reruns: int = 0
    socket: CountingConnection | None = None

    async def open(self, path: str, query: str) -> Rerun:
        """Follow a link to a page: connect, and see it for the first time."""
        await self.close()
        self.path, self.query, self.page_hash, self.reruns = path, query, "", 0
        self.widgets, self.kept = {}, {}
        began = time.perf_counter()
        try:
            self.socket = await connect(
                f"ws://127.0.0.1:{self.port}/_stcore/stream",
                subprotocols=["streamlit"],
                create_connection=CountingConnection,
                compression="deflate" if self.is_packed else None,
                max_size=None,
                ping_interval=None,
                open_timeout=PATIENCE_S,
                close_timeout=2,
                proxy=None,
            )
        except (OSError, WebSocketException) as error:
            raise Failed(f"no connection: {error!r}") from error
        connecting_s = time.perf_counter() - began
        first = await self._rerun(ClientState(query_string=query, page_name=path))
        return Rerun(first.seconds + connecting_s, first.bytes_received)

    async def ask(self, query: str) -> Rerun:
        """The same page with another address, as after a search or a step back."""
        self.query = query
        return await self._rerun_with_widgets()

    async def change(self, key: str, value: str) -> Rerun:
        """Choose from a select box."""
        self.widget(key).value = value
        return await self._rerun_with_widgets()

    async def _rerun_with_widgets(self) -> Rerun:
        states = [WidgetState(id=widget.id, string_value=widget.value) for widget in self.widgets.values()]
        return await self._rerun(
            ClientState(
                query_string=self.query,
                page_script_hash=self.page_hash,
                widget_states=WidgetStates(widgets=states),
            )
        )

    def has(self, key: str) -> bool:
        return key in self.widgets

    def widget(self, key: str) -> Widget:
        try:
            return self.widgets[key]
        except KeyError:
            raise Failed(f"/{self.path}?{self.query} has no widget '{key}'") from None

    async def close(self) -> None:
        if self.socket:
            await self.socket.close()
            self.socket = None

    async def _rerun(self, state: ClientState) -> Rerun:
        state.cached_message_hashes.extend(self.kept)
        state.context_info.CopyFrom(
            ContextInfo(
                timezone="Europe/London",
                timezone_offset=0,
                locale="en-GB",
                url=f"http://127.0.0.1:{self.port}/{self.path}",
                is_embedded=False,
                color_scheme="light",
            )
        )
        request = BackMsg(rerun_script=state).SerializeToString()
        received_before, began = self.socket.bytes_received, time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self.socket.send(request)
                await self._read_until_finished()
        except TimeoutError:
            raise Failed(f"no answer within {PATIENCE_S} s") from None
        except WebSocketException as error:
            raise Failed(f"cut off: {error!r}") from error
        return Rerun(time.perf_counter() - began, self.socket.bytes_received - received_before)

    async def _read_until_finished(self) -> None:
        shown: dict[str, Widget] = {}
        while True:
            message = ForwardMsg.FromString(await self.socket.recv())
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                widget = self._read_element(message.delta.new_element)
                if message.metadata.cacheable:
                    self.kept[message.hash] = Kept(self.reruns, widget)
            elif kind == "ref_hash":
                kept = self.kept[message.ref_hash]
                kept.last_used, widget = self.reruns, kept.widget
            elif kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise Failed("the page did not compile")
                break
            else:
                self._read_other(kind, message)
                continue
            if widget:
                shown[widget.key] = widget
        self.widgets = shown
        self.reruns += 1
        for name, kept in list(self.kept.items()):
            if self.reruns - kept.last_used > KEPT_RERUNS:
                del self.kept[name]

    def _read_other(self, kind: str | None, message: ForwardMsg) -> None:
        if kind == "new_session":
            self.page_hash = message.new_session.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
        elif kind == "page_not_found":
            raise Failed(f"there is no page '/{self.path}'")

    def _read_element(self, element: Element) -> Widget | None:
        """The widget in an element. Raises Failed where the element is an error message."""
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise Failed(f"error on /{self.path}?{self.query}: {element.exception.message}")
        if kind == "alert" and element.alert.format == element.alert.ERROR:
            raise Failed(f"error on /{self.path}?{self.query}: {element.alert.body}")
        if kind == "selectbox":
            box = element.selectbox
            widget = Widget(box.id, None, tuple(box.options))
            if box.set_value:
                widget.value = box.raw_value if box.HasField("raw_value") else None
            elif (before := self.widgets.get(widget.key)) and before.id == box.id:
                widget.value = before.value
            elif box.HasField("default"):
                widget.value = box.options[box.default]
            return widget
        return None
