"""What people run: `streamlit run app.py` finds the hardened ASGI application here."""

import streamlit as st

from pages.serving import database, guard, health, routes, server

app = st.App(
    "pages/serving/frame.py",
    lifespan=server.lifespan,
    routes=routes.ROUTES,
    middleware=guard.MIDDLEWARE,
    on_script_error=server.on_script_error,
    exception_handlers={database.NoWarehouse: health.nothing_to_serve},
)
