"""What the chart of a promise shows, for a page and for a picture alike."""

from data_pipeline import words
from data_pipeline.drawings.describing import charts, promise
from pages.components.scrutiny import timeline


def of(
    row: dict, points: list[dict], ahead: dict | None, as_of: str | None, is_marked: bool = True
) -> charts.Chart | None:
    """The figures of one promise over time, where there is more than one. `ahead`: its outlook, where there is one.

    `is_marked`: with what was asked, decided and done about it.
    """
    if sum(promise.is_drawn(point) for point in points) < 2:
        return None
    # A national unit other than per cent is the definition's word; the paper may count otherwise.
    is_known = row["unit"] == "%" or (not row["is_national"] and row["unit"] != "not printed")
    title = f"{row['title']}: {row['area_name']}"
    happened = timeline.of_promise(row, as_of) if is_marked else []
    unit, alt = row["unit"] if is_known else "", words.promises.promise(row)
    return timeline.told(promise.chart(points, title, unit, alt, ahead, timeline.days(happened)), happened)
