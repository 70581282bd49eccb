"""One place beside a group of others in one year: every measure, how the place lies among them, who is left out."""

from typing import NamedTuple

import numpy as np

from data_pipeline.queries import judgements
from data_pipeline.queries.asking import Connection, Rows, all_rows
from data_pipeline.statistics.comparing import among, positions

MOST_CHOSEN = 10
GROUPS = ("similar", "region", "county")  # Comparators of marts.comparisons; any other group is chosen.
FIGURES = """
    select area_code, series_id, period, period_label, value, as_shown(value, series.decimals) as shown, lower, upper,
        if(value between lower and upper, standard_error(lower, upper), null) as error, missing_reason, england_value
    from marts.report_card join marts.series as series using (series_id)
    where reporting_year = $year and area_code in (select unnest($codes::varchar[]))
"""
SERIES = "select * exclude (area_count), area_count as place_count from marts.series"
TIERS = "select area_code, (is_district, is_agreement_area) as tier from marts.areas"
NONE = float("nan")
DIRECTIONS = {"higher": 1, "lower": -1}


class Place(NamedTuple):
    """Another place beside a figure: its own, with its 95% interval, and why it cannot stand there; None if it can."""

    code: str
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    why: str | None = None


def peers(con: Connection, area_code: str) -> dict[str, dict]:
    """Every place that may stand beside one, by code, similar ones first: name, region and county code, rank, is_near.

    Two places are of a tier where both are districts, or both had an agreement of their own. `rank`: among its similar
    areas; `is_unusual`: none of them is near. `is_near`: of its own kind, by which marts.comparisons tells its region
    and county.
    """
    rows = all_rows(
        con,
        """
        select others.area_code, others.name, others.region_code, others.county_code, alike.rank, alike.is_unusual,
            if(here.is_district, others.is_district, others.is_agreement_area) as is_near
        from marts.areas as others
        join (from marts.areas where area_code = $code) as here on others.area_code <> here.area_code
            and (others.is_district and here.is_district or others.is_agreement_area and here.is_agreement_area)
        left join marts.similar_areas as alike
            on alike.area_code = $code and alike.similar_code = others.area_code
        order by alike.rank nulls last, others.name
        """,
        {"code": area_code},
    )
    return {row["area_code"]: row for row in rows}


def compared(con: Connection, area_code: str, reporting_year: str, group: str, *others: str) -> Rows:
    """Every measure on the card of a place in one year beside the places `others`, in the order of the measures.

    `group`: one of GROUPS, whose words and ranks are those of marts.comparisons; of any other they are worked out by
    the same sums. Each row: what the measure is (of marts.series), value, period_label, lower, upper, england_value;
    england (its row beside England); places (in the order of `others`); lowest and highest of those not left out; what
    marts.comparisons says of a comparison; chance; why_not (None where it is compared).
    """
    codes = [area_code, *others]
    asked = {"year": reporting_year, "codes": codes}
    figures = {(row["series_id"], row["area_code"]): row for row in all_rows(con, FIGURES, asked)}
    tiers = {row["area_code"]: row["tier"] for row in all_rows(con, TIERS)}
    known = judgements.comparisons(con, area_code, reporting_year, ("england", *{group} & {*GROUPS}))
    rows = []
    for series in all_rows(con, SERIES):
        if own := figures.get((series["series_id"], area_code)):
            there = ((code, figures.get((series["series_id"], code))) for code in others)
            is_same_duty = {code: not series["has_own_tiers"] or tiers[code] == tiers[area_code] for code in others}
            places = [_place(own, row, code, is_same_duty[code]) for code, row in there]
            rows.append({**series, **own, "places": places})
    for row, sums in zip(rows, _sums(rows, figures, others), strict=True):
        beside = known.get(row["series_id"], {})
        missing = row["missing_reason"]
        row |= {**sums, **beside.get(group, {}), "comparator": group, "england": beside.get("england")}
        row["why_not"] = missing if row["value"] is None else _why_not(row)
        row["chance"] = None if row["why_not"] else _chance(row)
    return rows


def _place(own: dict, there: dict | None, code: str, is_same_duty: bool) -> Place:
    if there is None or there["value"] is None:
        return Place(code, why=there["missing_reason"] if there else "not published for this place")
    why = None if is_same_duty else "its figure is of other duties"
    if own["period"] is not None and there["period"] != own["period"]:
        why = f"its figure is for {there['period_label']}"
    return Place(code, there["value"], there["lower"], there["upper"], why)


def _sums(rows: Rows, figures: dict, others: tuple[str, ...]) -> Rows:
    """What `among.beside` says of each row, as rows; words as texts, what is not known as None."""
    values, errors = (np.full((len(rows), len(others)), NONE) for _ in range(2))
    for number, row in enumerate(rows):
        for column, place in enumerate(row["places"]):
            if place.why is None and not row["is_of_few_places"]:
                values[number, column] = place.value
                errors[number, column] = _number(figures[row["series_id"], place.code]["error"], row)
    value = np.array([_number(row["value"], None) for row in rows], dtype=float)
    evidence = [
        np.array([_number(row[name], row) for row in rows], dtype=float) for name in ("error", "lower", "upper")
    ]
    direction = np.array([DIRECTIONS.get(row["polarity"], 0) for row in rows], dtype=int)
    is_complete = np.array([row["is_complete"] for row in rows], dtype=bool)
    decimals = np.array([row["decimals"] for row in rows], dtype=int)
    found = among.beside(among.Measured(value, *evidence, is_complete, direction, decimals, values, errors))
    columns = {name: column.tolist() for name, column in found.items()}
    columns["words"] = [None if word == positions.UNKNOWN else positions.WORDS[word] for word in columns["words"]]
    lines = (dict(zip(columns, line, strict=True)) for line in zip(*columns.values(), strict=True))
    by_position = {"rule": "position", "p_value": None, "comparator_value": None}
    return [{name: None if one != one else one for name, one in line.items()} | by_position for line in lines]


def _number(value: float | None, series: dict | None) -> float:
    """A figure, or what is known of its chance where its series may be tested; not a number where there is none."""
    return NONE if value is None or (series and not series["is_testable"]) else value


def _chance(row: dict) -> str:
    """What there is to say of chance: 'complete', 'sure', 'beyond' (sure, and slight), 'within', 'unknown'."""
    if row["is_complete"]:
        return "complete"
    if row["is_sure"]:
        return "sure"
    if row["p_value"] is not None:
        return "within"
    if row["lower"] is None or not row["is_testable"]:
        return "unknown"
    return "within" if row["lower"] <= row["median"] <= row["upper"] else "beyond"


def _why_not(row: dict) -> str | None:
    """Why a figure is not compared with these places; None where it is."""
    if row["is_of_few_places"]:
        return f"published for {row['place_count']} places only, and set beside no others"
    if row["median"] is None:
        few = f"fewer than {positions.FEWEST} of these places have a figure that can stand beside its own"
        return f"{few}: {row['area_count']}"
    return None if row["words"] else "the others all have the same figure"


def everywhere(con: Connection, kind: str, tier: str, region_code: str, reporting_year: str) -> dict[str, dict]:
    """How all places of a kind lie in one year, and those of a region among them, by series and period ('ni_055|...').

    `kind`: 'district' or 'agreement'; `tier`: 'both' where a place is both, else its kind: of a measure that each tier
    has for its own duties only those of the same tier. Each: values (as shown, the lowest first), in_region (of each),
    the ends and quarters of all, and the same of the region as region_<name>.
    """
    query = """
        with known as (
            select series_id, period, coalesce(areas.region_code = $region, false) as in_region,
                as_shown(card.value, series.decimals) as value
            from marts.report_card as card
            join marts.areas as areas using (area_code)
            join marts.series as series using (series_id)
            where reporting_year = $year and card.value is not null and not series.is_of_few_places
              and if($kind = 'district', is_district, is_agreement_area)
              and (not series.has_own_tiers or case $tier
                  when 'both' then is_district and is_agreement_area
                  when 'district' then not is_agreement_area
                  else not is_district
              end)
        )
        select series_id || '|' || period as series_period, list(value order by value) as values,
            list(in_region order by value) as in_region,
            count(*) as count, count(*) filter (in_region) as region_count,
            min(value) as lowest, min(value) filter (in_region) as region_lowest,
            quantile_cont(value, 0.25) as lower_quartile,
            quantile_cont(value, 0.25) filter (in_region) as region_lower_quartile,
            median(value) as median, median(value) filter (in_region) as region_median,
            quantile_cont(value, 0.75) as upper_quartile,
            quantile_cont(value, 0.75) filter (in_region) as region_upper_quartile,
            max(value) as highest, max(value) filter (in_region) as region_highest,
        from known group by all
    """
    asked = {"region": region_code, "year": reporting_year, "kind": kind, "tier": tier}
    rows = all_rows(con, query, asked)
    return {row["series_period"]: row for row in rows}


def rug(con: Connection, reporting_year: str, *codes: str) -> dict[str, dict[str, dict]]:
    """Each figure of some places in one year, and how it stands beside England: by series and place.

    value, period_label, missing_reason; words, rule, p_value and is_sure as marts.comparisons has them.
    """
    query = """
        select area_code, series_id, value, period_label, missing_reason, 'england' as comparator, words, rule, p_value,
            is_sure
        from marts.report_card left join (
            select area_code, series_id, reporting_year, words, rule, p_value, is_sure from marts.comparisons
            where comparator = 'england'
        ) using (area_code, series_id, reporting_year)
        where reporting_year = $year and area_code in (select unnest($codes::varchar[]))
    """
    found: dict[str, dict[str, dict]] = {}
    for row in all_rows(con, query, {"year": reporting_year, "codes": list(codes)}):
        found.setdefault(row["series_id"], {})[row["area_code"]] = row
    return found


def spokes(rows: Rows, known: dict[str, dict]) -> Rows:
    """Of each compared row that has a good direction the share of all places that do worse: here, group, region.

    From 0 to 1, those alike counted half; the place itself is not counted. `group`: by the middle of the others,
    `region`: by the middle of the region's places. `known`: of `everywhere`; `count`: the other places.
    """
    found = []
    for row in rows:
        among = known.get(f"{row['series_id']}|{row['period']}")
        if row["why_not"] or row["polarity"] not in DIRECTIONS or not among or not among["region_count"]:
            continue
        others = list(among["values"])
        others.remove(row["shown"])
        shares = {"here": row["shown"], "group": row["median"], "region": among["region_median"]}
        shares = {name: _share_behind(value, others, DIRECTIONS[row["polarity"]]) for name, value in shares.items()}
        found.append({**row, **shares, "count": len(others), "region_middle": among["region_median"]})
    return found


def _share_behind(value: float, others: list[float], direction: int) -> float:
    worse = sum(direction * (value - other) > 0 for other in others)
    return (worse + sum(value == other for other in others) / 2) / len(others)
