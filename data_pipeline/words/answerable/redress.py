"""How to complain, in words: what each way rests on, and where one of them is not open."""

from data_pipeline.words.answerable import cited
from data_pipeline.words.figures import listed, lower_first


def source(row: dict) -> str:
    """What says that a way is open: its law, and the line of a document. `row`: of queries.redress."""
    return "; ".join(filter(None, (row["law"], cited.paper(row))))


def open_to(rows: list[dict], area_code: str) -> tuple[list[dict], str]:
    """The ways that are open in an area, and a sentence about those that the law does not give there."""
    closed = [row["way"] for row in rows if area_code in row["not_for"]]
    ways = [row for row in rows if area_code not in row["not_for"]]
    if not closed:
        return ways, ""
    return ways, (
        f"{listed([closed[0], *map(lower_first, closed[1:])])}: the law on these is about county councils, district "
        "councils and London boroughs, and does not name this council."
    )
