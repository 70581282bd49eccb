"""Which promises and which of their figures concern a page."""

from data_pipeline import queries
from pages.serving import database

WHY_NOT_DRAWN = (
    "The target is not drawn on this chart, because these figures are not counted as the target is: "
    "they stand for the indicator, or have another unit."
)


def on_series(points: list[dict], area_code: str, series: dict) -> list[dict]:
    """The baseline and targets that may stand beside a published series: same measure, same unit, same place."""
    if series["basis"] != "exact":
        return []
    return [
        point
        for point in points
        if point["what"] in ("baseline", "milestone", "final target")
        and point["area_code"] == area_code
        and point["is_last_word"]
        and point["value"] is not None
        and point["reporting_year"] is not None
        and point["unit"] == series["unit"]
    ]


def agreement(area: dict | None, as_of: str | None = None) -> dict | None:
    """The agreement that an area was in, as it was known on a day; None where none is held."""
    held = {row["area_code"] for row in database.lasting(queries.agreements)}
    code = area["agreement_area_code"] if area else None
    return database.lasting(queries.agreement, code, as_of) if code in held else None


def of(area: dict | None, indicator: str, as_of: str | None) -> tuple[list[dict], list[dict]]:
    """The promises about an indicator in the agreement of an area, and every figure promised or reported of it."""
    found = agreement(area, as_of)
    if found is None:
        return [], []
    code = found["area_code"]
    rows = [row for row in database.lasting(queries.standing, code, as_of) if row["indicator"] == indicator]
    return rows, database.lasting(queries.promise_points, code, indicator, as_of)


def measures(area: dict | None, as_of: str | None) -> dict[str, str]:
    """Every indicator that the agreement of an area has a promise about, and its title."""
    if not agreement(area, as_of):
        return {}
    rows = database.lasting(queries.promises, area["agreement_area_code"], as_of)
    return {row["indicator"]: row["indicator_title"] or row["title"] for row in rows}
