"""What is promised and reported for the districts of an agreement, side by side."""

from data_pipeline import queries, words
from pages.components.drawings import maps
from pages.components.markup import notes, tables
from pages.serving import database, links


def show(rows: list[dict], points: list[dict], as_of: str | None) -> None:
    """What is promised and reported for the districts, side by side, where anything is."""
    here = [point for point in points if point["area_code"] != point["agreement_code"] and point["is_last_word"]]
    if not here:
        return
    promised = {row["area_code"]: row for row in rows if row["area_code"] != row["agreement_code"]}
    outturns = [point for point in here if point["what"] == "outturn"]
    years = sorted({point["period_label"] for point in outturns}, key=lambda label: max(
        point["period_end"] for point in outturns if point["period_label"] == label
    ))  # fmt: skip
    cells = {
        (point["area_code"], point["period_label"]): words.promises.as_printed(
            point["value_as_published"], point["value"], point["reason"], None
        )
        for point in outturns
    }
    names = sorted({(point["area_name"], point["area_code"]) for point in here})
    notes.html("<h3>District by district</h3>")
    agreement, indicator = here[0]["agreement_code"], here[0]["indicator"]
    if years_drawn := database.lasting(queries.promise_maps, agreement, as_of).get(indicator):
        notes.html('<p class="quiet">On the map: {}.</p>', years_drawn[0])
        maps.promise_map(agreement, {"indicator": indicator, "title": rows[0]["title"]}, years_drawn[0], as_of)
    tables.plain(
        "Districts: what was promised and what happened",
        ("District", "Started at", "Final target", *years),
        [
            (
                notes.link(links.page("report_card", area=code), name),
                promised.get(code, {}).get("baseline_as_published"),
                promised.get(code, {}).get("final_as_published"),
                *(cells.get((code, year)) for year in years),
            )
            for name, code in names
        ],
    )
