"""The map of areas, with the same rows as a sortable table beside it."""

import streamlit as st

from data_pipeline import sentences
from pages.components import links, notes

# The script is a file the browser keeps; only these lines travel with a page.
_LOADER = """
const script = import(new URL("{}", location.origin));
export default async (component) => (await script).default(component);
"""
_draw = st.components.v2.component(
    "area_map",
    html='<div class="area-map-root"></div>',
    js=_LOADER.format(links.asset("map.js")),
    isolate_styles=False,
)


def figure_map(
    rows: list[dict],
    classes: list[dict],
    series: dict,
    year: str,
    address: str,
    caption: str,
    chosen: str | None = None,
) -> None:
    """Draw one series in one year: `rows` and `classes` as queries.area_map and map_classes give them.

    `address`: where the geometry is. `caption` says what the map shows, in words. `chosen`: the
    area to outline. Areas are links to their cards.
    """
    unit, decimals = series["unit"], series["decimals"]
    with_figure = sum(row["value"] is not None for row in rows)
    _show(
        rows=[
            {
                "code": row["area_code"],
                "name": row["name"],
                "value": row["value"],
                "text": sentences.short_figure(row["value_as_published"], unit, decimals) if row["map_class"] else None,
                "note": notes.sentence(row["missing_reason"]),
                "class": row["map_class"],
                "status": sentences.STATUS_WORDS.get(sentences.change_status(row)),
            }
            for row in rows
        ],
        classes=[{"label": _limits(row, unit, decimals)} for row in classes],
        columns=["Place", _unit_heading(unit), "Since 2007/08"],
        link=links.page("report_card", year=year),
        geometry=address,
        caption=caption,
        alt=f"{caption}. {with_figure} of {len(rows)} places have a figure. The table beside the map has every one.",
        hint="Choose a place to open its report card.",
        chosen=chosen,
    )


def place_map(rows: list[dict], address: str, caption: str) -> None:
    """Draw areas to choose from, without figures: `rows` with area_code and name."""
    _show(
        rows=[
            {"code": row["area_code"], "name": row["name"], "text": "open its report card", "class": "place"}
            for row in rows
        ],
        classes=[],
        columns=[],
        link=links.page("report_card"),
        geometry=address,
        caption=caption,
        alt=f"{caption}. The search box above does the same.",
        hint="Choose a place to open its report card.",
    )


def _show(rows: list[dict], **data: object) -> None:
    # What is not known is left out: hundreds of nulls would travel with every page.
    known = [{key: value for key, value in row.items() if value is not None} for row in rows]
    _draw(data={"rows": known, "labels": len(rows) <= 16, **data}, key="area_map")


def _limits(row: dict, unit: str, decimals: int) -> str:
    low = sentences.short_figure(row["lower_limit"], unit, decimals)
    high = sentences.short_figure(row["upper_limit"], unit, decimals)
    return f"{low} to {high}" if row["map_class"] == 1 else f"over {low} to {high}"


def _unit_heading(unit: str) -> str:
    return {"%": "Per cent", "£": "Pounds a week"}.get(unit, unit[:1].upper() + unit[1:])
