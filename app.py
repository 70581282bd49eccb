"""What people run: `python app.py` serves the pages. `streamlit run app.py` finds them here too, with fewer bounds."""

from pathlib import Path

import streamlit as st

from pages.serving import guard, server
from pages.serving.wire import start

app = st.App(
    Path(__file__).parent / "pages" / "serving" / "frame.py",
    lifespan=server.lifespan,
    middleware=guard.MIDDLEWARE,
    on_script_error=server.on_script_error,
)

if __name__ == "__main__":
    start.run(app)
