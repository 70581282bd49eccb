"""File descriptors: as many as the system allows, and no more visitors than there are descriptors for."""

import asyncio

from streamlit.logger import get_logger
from streamlit.runtime import websocket_session_manager
from streamlit.runtime.app_session import AppSession

from pages.serving import settings

try:
    import resource
except ImportError:  # Windows counts no descriptors.
    resource = None

LOG = get_logger(__name__)
KEPT_BACK = 64  # For the warehouse, threads, a build, and whoever asks how the server is.


class Session(AppSession):
    """A session that tells no path; its loop for scripts, in which no page of ours runs anything, holds no descriptors.

    Streamlit's holds three for as long as it remembers a visitor: a minute after they have left.
    """

    def __init__(self, *arguments, **named) -> None:
        super().__init__(*arguments, **named)
        self._script_event_loop.close()
        self._script_event_loop = asyncio.BaseEventLoop()

    def _create_new_session_message(self, *arguments, **named):
        """What Streamlit tells a browser first, but where the program lies on this machine."""
        message = super()._create_new_session_message(*arguments, **named)
        message.new_session.main_script_path = ""
        return message


def make_the_most_of_them() -> None:
    """Raise the soft limit to the hard one, lower the limits of visitors to what it carries, and say so in the log."""
    websocket_session_manager.AppSession = Session
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
            soft = hard
        except (ValueError, OSError):  # macOS says unlimited, and means less.
            LOG.debug("The limit of file descriptors stays at %s", soft)
    if soft == resource.RLIM_INFINITY:
        return
    settings.CONNECTIONS, settings.SOCKETS = carried(soft)
    settings.CONNECTIONS_PER_ADDRESS = min(settings.CONNECTIONS_PER_ADDRESS, max(1, settings.CONNECTIONS // 2))
    LOG.info(
        "%s file descriptors carry %s visitors and %s requests at once.", soft, settings.SOCKETS, settings.CONNECTIONS
    )


def carried(descriptors: int) -> tuple[int, int]:
    """How many requests and how many visitors at once so many descriptors carry; no more than the settings allow.

    A visitor takes one, a request two: its connection and the file that it is answered with.
    """
    free = max(4, descriptors - KEPT_BACK)
    connections = max(1, min(settings.CONNECTIONS, free // 6))
    return connections, max(1, min(settings.SOCKETS, free - 2 * connections))
