"""What people run: `streamlit run app.py` finds the hardened ASGI application here."""

import streamlit as st

from pages.serving import server

app = st.App(
    "pages/serving/frame.py",
    lifespan=server.lifespan,
    routes=server.ROUTES,
    middleware=server.MIDDLEWARE,
    on_script_error=server.on_script_error,
)
