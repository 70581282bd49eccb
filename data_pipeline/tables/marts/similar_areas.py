"""One row per area and rank: an area like it and why; or one row that says why there is none.

The areas most like each are those alike in size, density and deprivation, the same kind of authority first. The method
is that of CIPFA's and the ONS's nearest neighbours: each variable standardised, Euclidean distances between areas,
rebased so that the two areas furthest apart are at 1. The variables describe places; none is an outcome on a card.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_pipeline.statistics.comparing import similarity

READS = ("judging.area_context",)

LISTED = 15  # How many similar areas each area has in the table.
REASONS = 3  # How many of the variables are said for each pair.


@dataclass(frozen=True)
class Variable:
    """One thing by which areas are alike: its column, its part in the distance, and its words."""

    column: str
    weight: float
    is_log: bool
    more: str
    less: str
    same: str
    number: str  # How a value is printed.
    of: str  # What is said after the first number of a pair.
    missing: str


# Size, density and deprivation count alike: the two measures of deprivation have half of its part each.
VARIABLES = (
    Variable("population_2008", 1.0, True, "more people", "fewer people", "as many people", "{:,.0f}", "",
             "population in 2008"),
    Variable("people_per_km2", 1.0, True, "more crowded", "less crowded", "as crowded", "{:,.0f}", " people per km²",
             "people per square kilometre"),
    Variable("imd_2007_mean_score", 0.5, False, "more deprived", "less deprived", "as deprived",
             "{:.1f}", " on average on the index of 2007", "average deprivation score in 2007"),
    Variable("share_in_most_deprived_tenth", 0.5, False, "more of it in England's most deprived tenth",
             "less of it in England's most deprived tenth", "as much of it in England's most deprived tenth",
             "{:.1%}", " of neighbourhoods", "share of neighbourhoods in the most deprived tenth"),
)  # fmt: skip
COLUMNS = [variable.column for variable in VARIABLES]
WEIGHTS = np.array([variable.weight for variable in VARIABLES])
IS_LOG = np.array([variable.is_log for variable in VARIABLES])


def make(context: pd.DataFrame) -> pd.DataFrame:
    """The `LISTED` areas most similar to every agreement area and district of England, as `ranked` returns them.

    `context`: judging.area_context, in people, people per km², scores of the index of 2007 and shares from 0 to 1.
    """
    return ranked(completed(context))


def completed(context: pd.DataFrame) -> pd.DataFrame:
    """What a county's row lacks, from its districts: only if every one of them has it.

    People and area add up, and density comes from them. Deprivation is the mean of the districts'
    weighted by their people: close to the published mean of neighbourhoods (within 0.5 of a score in
    every county that has both) and not the same. Adds `note`, which says what was worked out.
    """
    context = context.astype(dict.fromkeys([*COLUMNS, "area_km2"], float)).copy()
    context["note"] = pd.Series([None] * len(context), index=context.index, dtype=object)
    for row in context.index[context["area_type"] == "county"]:
        districts = context[context["county_code"] == context.at[row, "area_code"]]
        if districts.empty:
            continue
        people = districts["population_2008"]
        worked_out = {
            "population_2008": people.sum(skipna=False),
            "area_km2": districts["area_km2"].sum(skipna=False),
            **{column: (districts[column] * people).sum(skipna=False) / people.sum() for column in COLUMNS[2:]},
        }
        filled = [
            column for column, value in worked_out.items() if np.isnan(context.at[row, column]) and not np.isnan(value)
        ]
        for column in filled:
            context.at[row, column] = worked_out[column]
        if names := [variable.missing for variable in VARIABLES if variable.column in filled]:
            context.at[row, "note"] = f"worked out from its districts: {', '.join(names)}"
    context["people_per_km2"] = context["people_per_km2"].fillna(context["population_2008"] / context["area_km2"])
    return context


def ranked(context: pd.DataFrame) -> pd.DataFrame:
    """Each area's most similar areas, nearest first, after those of its own kind.

    `context`: area_code, name, area_type, county_code, `COLUMNS`, note. An area is never its own
    neighbour, nor is a county of its own districts. Areas at the same distance stand in the order of
    their codes. Returns: area_code, rank, similar_code, similar_name, similar_type, is_same_kind,
    distance, similarity (1 - distance / the largest of all distances), reasons (the three variables
    that most separate the pair), apart_<variable> (signed, there less here, in standard deviations
    and weighted: their squares add up to the square of the distance), is_unusual (no area is close:
    the nearest is further than nine in ten areas' nearest), note, missing_reason. An area without
    context has one row, with nothing but the reason.
    """
    values = context[COLUMNS].to_numpy()
    is_known = np.isfinite(values) & ((values > 0) | ~IS_LOG)
    known = context[is_known.all(axis=1)].reset_index(drop=True)
    kind, code, county = (known[column].to_numpy() for column in ("area_type", "area_code", "county_code"))
    scores = similarity.standardised(known[COLUMNS].to_numpy(), IS_LOG) if len(known) else np.zeros((0, len(VARIABLES)))
    apart = (scores[None] - scores[:, None]) * np.sqrt(WEIGHTS)
    distance = np.sqrt((apart**2).sum(axis=2))
    furthest = distance.max(initial=0.0)
    overlaps = (code[:, None] == code) | (county[:, None] == code) | (code[:, None] == county)

    here, there, rank = [], [], []
    for area in range(len(known)):
        # Rounded, so that the last bits of a number decide no tie.
        order = np.lexsort((code, distance[area].round(9), kind != kind[area]))
        order = order[~overlaps[area][order]][:LISTED]
        here += [area] * len(order)
        there += order.tolist()
        rank += range(1, len(order) + 1)
    pairs = pd.DataFrame({
        "area_code": code[here], "rank": rank, "similar_code": code[there],
        "similar_name": known["name"].to_numpy()[there], "similar_type": kind[there],
        "is_same_kind": kind[there] == kind[here], "distance": distance[here, there],
        "similarity": 1 - distance[here, there] / (furthest or 1.0), "reasons": _reasons(known, apart, here, there),
        **{f"apart_{name}": apart[here, there, v] for v, name in enumerate(COLUMNS)},
        "is_unusual": similarity.is_unusual(np.array(here), np.array(rank), distance[here, there]),
        "note": known["note"].to_numpy()[here],
    })  # fmt: skip
    alone = ~context["area_code"].isin(code[here])
    reasons = [
        f"not known: {', '.join(lacking)}" if lacking else "no other area has the same facts published"
        for lacking in (
            [variable.missing for variable, is_there in zip(VARIABLES, row, strict=True) if not is_there]
            for row in is_known[alone]
        )
    ]
    without = context.loc[alone, ["area_code", "note"]].assign(missing_reason=reasons)
    return _typed(pd.concat([pairs.astype(object), without.astype(object)], ignore_index=True))


def _reasons(known: pd.DataFrame, apart: np.ndarray, here: list[int], there: list[int]) -> list[list[str]]:
    """Of each pair the variables that most separate it, the strongest first: 'more people: 595,000 (here 500,900)'."""
    strongest = np.argsort(-(apart[here, there] ** 2).round(9), axis=1, kind="stable")[:, :REASONS].tolist()
    values = known[COLUMNS].to_numpy().T.tolist()
    texts = [[variable.number.format(value) for value in row] for variable, row in zip(VARIABLES, values, strict=True)]

    def said(v: int, a: int, b: int) -> str:
        variable = VARIABLES[v]
        is_more = values[v][b] > values[v][a]
        words = variable.same if texts[v][a] == texts[v][b] else variable.more if is_more else variable.less
        return f"{words}: {texts[v][b]}{variable.of} (here {texts[v][a]})"

    return [[said(v, a, b) for v in three] for three, a, b in zip(strongest, here, there, strict=True)]


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """In the order of the areas and ranks, each column of one type however many rows there are."""
    texts = ("area_code", "similar_code", "similar_name", "similar_type", "note", "missing_reason")
    types = dict.fromkeys(texts, "string") | {"rank": "Int64", "is_same_kind": "boolean", "is_unusual": "boolean"}
    numbers = dict.fromkeys(("distance", "similarity", *(f"apart_{name}" for name in COLUMNS)), float)
    return frame.astype(types | numbers).sort_values(["area_code", "rank"], kind="stable", ignore_index=True)
