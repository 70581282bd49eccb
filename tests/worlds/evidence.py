"""Made-up figures with what the pipeline's queries add to them: scale, counts that give the value, time."""

import math

import duckdb
import pandas as pd

from data_pipeline.building import tables


def with_evidence(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures as a query hands them to a script: with multiplier and is_counted, and t and months of their period.

    Of series that may be tested, and say nothing of their margin, unless the figures themselves say otherwise.

    `value_as_published` is the value with the figure's own `decimals`, or as Python writes it.
    """
    printed = [
        f"{value:.{decimals}f}" if decimals is not None else f"{value:.10g}"
        for value, decimals in zip(figures["value"], figures.get("decimals", [None] * len(figures)), strict=True)
    ]
    asked = pd.DataFrame({"value": figures["value"], "printed": pd.array(printed, dtype="string")})
    for name in ("numerator", "denominator", "sample_size"):
        asked[name] = figures.get(name, pd.Series(float("nan"), index=figures.index)).astype(float)
    asked["unit"] = pd.array([None if pd.isna(unit) else unit for unit in figures["unit"]], dtype="string")
    columns = {
        "multiplier": "unit_scale(unit)",
        "is_counted": "counts_give(printed, value, numerator, denominator, unit, sample_size)",
    }
    if "period_end" in figures:
        asked[["first", "last"]] = figures[["period_start", "period_end"]]
        columns |= {"t": "in_years(last::date)", "months": "whole_months(first::date, last::date)"}
    with duckdb.connect() as con:
        con.execute((tables.TABLES / "macros.sql").read_text(encoding="utf-8"))
        con.register("asked", asked.reset_index(drop=True))
        found = con.execute(f"select {', '.join(f'{sql} as {name}' for name, sql in columns.items())} from asked").df()
    of_the_series = {"is_complete": False, "margin": "no interval, count or sample size", "has_own_tiers": False,
                     "counted_areas": math.nan}  # fmt: skip
    # Shown with all their digits, unless a test says otherwise.
    of_the_series["shown"] = figures["value"]
    given = {name: figures.get(name, value) for name, value in of_the_series.items()}
    return figures.assign(**{name: found[name].to_numpy() for name in found}, **given)
