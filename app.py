"""What people run: `python app.py` serves the pages. `streamlit run app.py` finds them here too, with fewer bounds."""

from pathlib import Path

import streamlit as st

from pages.serving import database, guard, health, routes, server
from pages.serving.wire import start

app = st.App(
    Path(__file__).parent / "pages" / "serving" / "frame.py",
    lifespan=server.lifespan,
    routes=routes.ROUTES,
    middleware=guard.MIDDLEWARE,
    on_script_error=server.on_script_error,
    exception_handlers={database.NoWarehouse: health.nothing_to_serve},
)

if __name__ == "__main__":
    start.run(app)
