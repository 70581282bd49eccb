"""Gaps between the most deprived and the average, from the bundled files, and what became of them."""

import csv

from data_pipeline.building import warehouse
from tests.oracles.published_files import AREAS, DISTRICT_TYPES, REGIONS, Published, less

ENGLAND = "E92000001"
START = "2007/08"


def context() -> dict[str, tuple[float | None, float | None]]:
    with (warehouse.DATA / "definitions" / "context.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        row["area_code"]: tuple(float(row[name]) if row[name] else None for name in
                                ("imd_2007_mean_score", "population_2008"))
        for row in rows
    }  # fmt: skip


def scopes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    counties = {code for code, row in AREAS.items() if row["area_type"] == "county"}
    for code, row in AREAS.items():
        if row["area_type"] in DISTRICT_TYPES:
            own = [ENGLAND, REGIONS[row["region"]]]
            if row["laa_area_code"] in counties:
                own.append(row["laa_area_code"])
            for scope in own:
                found.setdefault(scope, []).append(code)
    return found


def tenth_of(districts: list[str], about: dict) -> tuple[int, list[str]]:
    """How many a tenth is, and the districts that are chosen, the most deprived first."""
    deprived = [code for code in districts if about.get(code, (None, None))[0] is not None]
    count = max(1, len(deprived) // 10)
    if count > 1:
        deprived = [code for code in deprived if about[code][1] is not None]
    return count, sorted(deprived, key=lambda code: (-about[code][0], code))[:count]


def weighted(values: list[tuple[float, float]]) -> float:
    return sum(value * weight for value, weight in values) / sum(weight for _, weight in values)


def gap_of_cell(
    published: Published, sign: int, decimals: str, scope: str, districts: list[str], year: str, about: dict
) -> dict | None:
    """The gap of one cell; None where there can be none. Leaves aside whether the published average is credible."""
    count, tenth = tenth_of(districts, about)
    years = sorted({key[1] for key in published.by_year if key[1] >= START})
    begun = [y for y in years if 2 * sum(published.value(code, y) is not None for code in tenth) >= count]
    if not begun or year < begun[0]:
        return None
    start = begun[0]
    both = [code for code in districts if all(published.value(code, y) is not None for y in (start, year))]
    mine = [code for code in tenth if code in both]
    if 2 * len(mine) < count:
        return None
    periods = [{published.by_year[code, y].period for code in both} for y in (start, year)]
    if any(len(found) > 1 for found in periods):
        return None
    whole = [published.value_in(scope, found.pop()) for found in periods]
    peopled = [code for code in both if about.get(code, (None, None))[1] is not None]
    if None in whole:
        if 2 * len(peopled) < len(districts):
            return None
        whole = [weighted([(published.value(code, y), about[code][1]) for code in peopled]) for y in (start, year)]
    gaps = [
        sign * less(average, weighted([(published.value(code, y), about[code][1] or 1) for code in mine]), decimals)
        for y, average in zip((start, year), whole, strict=True)
    ]
    return {"start_gap": gaps[0], "gap": gaps[1], "districts": [AREAS[code]["name"] for code in mine]}


def moves(worst_off: float, average: float) -> tuple[str, str]:
    """Movement and reason by the rule in plain words; amounts are improvements of a gap of 10, far above rounding."""
    sides = [("better" if side > 0 else "worse") if side else "still" for side in (worst_off, average)]
    movement = "unchanged" if worst_off == average else "narrowing" if worst_off > average else "widening"
    if sides[0] != sides[1]:
        return movement, f"worst-off {sides[0]}, average {sides[1]}"
    if sides[0] == "still":
        return movement, "neither moved"
    if worst_off == average:
        return movement, f"both {sides[0]} alike"
    return movement, f"both {sides[0]}, {'worst-off' if abs(worst_off) > abs(average) else 'average'} faster"
