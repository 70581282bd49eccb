"""`python app.py`: the server as it should be started, which bounds what arrives before anything reads it."""

import argparse
import contextlib
import errno
import os
import socket
from ipaddress import ip_address
from pathlib import Path

import streamlit as st
import uvicorn
from streamlit import config
from streamlit.web import bootstrap

from pages.serving import settings
from pages.serving.wire import connections, watching, websockets

PROJECT = Path(__file__).parents[3]
UNREAD_ANSWERS_S = 5  # How long the end waits for whoever is still being answered.
PING_S = 30  # As Streamlit pings; who does not answer for as long again is gone.


class Server(uvicorn.Server):
    """uvicorn's, which says where it is once it is there."""

    async def startup(self, sockets=None) -> None:
        await super().startup(sockets)
        host, port, *_ = sockets[0].getsockname()
        print(f"Local Area Report Card: http://localhost:{port} (Ctrl+C stops it)", flush=True)
        if ip_address(host).is_loopback:
            print("It answers this machine only; REPORT_CARD_ADDRESS=0.0.0.0 lets others ask.", flush=True)


def run(app: st.App) -> None:
    """Serve `app` until a signal; ends the process with a sentence where it cannot listen."""
    parser = argparse.ArgumentParser(prog="python app.py", description="Serve the Local Area Report Card.")
    parser.add_argument("--port", type=int, default=settings.PORT)
    port = parser.parse_args().port
    with listen(settings.ADDRESS, port) as listening:
        # Streamlit's own settings are beside app.py, from wherever it is started.
        config._main_script_path = str(PROJECT / "app.py")
        bootstrap.load_config_options({})
        watching.WATCH.is_kept = True
        with contextlib.suppress(KeyboardInterrupt):
            Server(configuration(app)).run(sockets=[listening])


def configuration(app: st.App) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=connections.Connection,
        ws=websockets.Socket,
        ws_max_size=settings.LONGEST_MESSAGE,
        ws_per_message_deflate=False,
        ws_ping_interval=PING_S,
        ws_ping_timeout=PING_S,
        lifespan="on",
        # It would note every visitor's address, and a line for each request that nobody can read.
        access_log=False,
        log_level="error",
        server_header=False,
        # Ours believes whom REPORT_CARD_PROXY names; uvicorn's believes all of this machine.
        proxy_headers=False,
        timeout_graceful_shutdown=UNREAD_ANSWERS_S,
        callback_notify=watching.WATCH.sweep,
        timeout_notify=1,
        use_colors=False,
    )


def listen(address: str, port: int) -> socket.socket:
    """A socket that listens. `address` is an address and no name, since nothing here looks one up."""
    try:
        family = socket.AF_INET6 if ip_address(address).version == 6 else socket.AF_INET
    except ValueError:
        raise SystemExit(f"REPORT_CARD_ADDRESS is {address!r}; it must be an address, such as 0.0.0.0.") from None
    if not 0 <= port <= 65535:
        raise SystemExit(f"There is no port {port}; they go up to 65535.")
    # With the protocol named, Python's own loop too sends small messages at once.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name != "nt":  # On Windows it would share the port with whoever has it.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Each connection has it from here. What the system would take for a reader beyond it is all unpacked in advance.
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, settings.SENT_AHEAD)
    if family == socket.AF_INET6:
        listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    try:
        listening.bind((address, port))
        listening.listen(2048)
    except OSError as error:
        listening.close()
        raise SystemExit(_why_not(error, address, port)) from None
    return listening


def _why_not(error: OSError, address: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use. Another one: PORT=9000 make run, or python app.py --port 9000"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} is not for this account. Another one: PORT=9000 make run, or python app.py --port 9000"
    return f"This machine cannot listen on {address} (REPORT_CARD_ADDRESS), port {port}: {error.strerror}."
