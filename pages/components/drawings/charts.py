"""How a chart is shown: still, and by plotly once somebody asks to explore it."""

import streamlit as st
from markupsafe import Markup

from data_pipeline.drawings import svg
from data_pipeline.drawings.describing.charts import Chart
from pages.components.drawings import explored
from pages.components.markup import templates
from pages.components.surfaces import on_page
from pages.serving import links

EXPLORE, BACK = "Explore this chart", "Back to the still chart"
IN_TABLE = " The table below has every year."


def show(chart: Chart, key: str, choices: dict[str, str | None], more: str = "") -> None:
    """One chart. `key` tells it from others of a page; `choices`: what an address asks for to have it drawn.

    `more`: what its text alternative says besides, on a page.
    """
    page, is_explored = on_page(), f"explored_{key}"
    if not page.is_live:
        page.html(Markup(svg.inline(chart, more)))
        page.html('<div class="explore-room"></div>')
        tools(chart.kind, choices)
        return
    if st.session_state.get(is_explored):
        # theme=None: Streamlit's own chart theme writes ticks too pale to read.
        alt = chart.alt + more
        page.settle()
        st.plotly_chart(explored.figure(chart), theme=None, key=key, config=explored.CONFIG, alt=alt)
    else:
        page.html(Markup(svg.inline(chart, more)))
    label = BACK if st.session_state.get(is_explored) else EXPLORE
    page.settle()
    st.button(label, key=f"explore_{key}", type="tertiary", on_click=_turn, args=(is_explored,))
    tools(chart.kind, choices)


def choices(area: dict, series: dict, year: str) -> dict[str, str | None]:
    """What an address asks for to have a chart of a place's published figures drawn."""
    return {"indicator": series["indicator"], "area": area["area_code"], "year": year}


def tools(kind: str, choices: dict[str, str | None]) -> None:
    """One line below a drawing: the files of it, and the page of it that other sites may frame."""
    files = [(end.upper(), links.page(f"drawing/{kind}.{end}", **choices)) for end in ("png", "svg", "csv")]
    templates.show("drawings/tools", files=files, link=links.page(f"embed/{kind}", **choices))


def _turn(name: str) -> None:
    st.session_state[name] = not st.session_state.get(name)
