"""Every comparison of a made-up world by the rules: where a figure stands, and whether that could be chance."""

import math
from decimal import Decimal
from statistics import median, quantiles

from scipy import stats

from tests.oracles.published_files import shown
from tests.worlds.neighbours import AREAS, CARDS, ENGLAND


def every_comparison(rows: list[dict], similar: dict[str, list[str]]) -> dict[tuple, dict]:
    """Every comparison by the rules, in plain Python."""
    found, made = {(row["area_code"], row["series_id"]): row for row in rows}, {}
    for row in rows:
        code, series = row["area_code"], row["series_id"]
        if code not in CARDS:
            continue
        is_district, _, region, county = AREAS[code]
        kind = 0 if is_district else 1
        for comparator, place in (("england", ENGLAND), ("region", region), ("county", county), ("similar", "similar")):
            if place is None:
                continue
            if comparator == "similar":
                others = similar.get(code, [])
            else:
                others = [c for c in CARDS if AREAS[c][kind] and c != code]
                others = [c for c in others if place in (ENGLAND, *AREAS[c][2:])]
            theirs = [found[other, series] for other in others if (other, series) in found]
            values = [other["value"] for other in theirs if other["period"] == row["period"]]
            answer = {"area_count": len(values), "other_period_count": len(theirs) - len(values), "rule": None,
                      "words": None, "p_value": math.nan}  # fmt: skip
            answer |= positioned(row, values)
            there = found.get((place, series))
            if there and there["period"] == row["period"]:
                answer |= {"comparator_value": there["value"]} | by_test(row, there)
            against = answer.get("compared_with", answer.get("median"))
            if answer["rule"] and printed(row["value"], row) == printed(against, row):
                answer["words"] = "broadly similar" if answer["rule"].startswith("position") else "no clear difference"
            if answer.get("words"):
                answer["is_sure"] = is_sure(row, answer, values)
            made[code, series, comparator] = answer
    return made


def printed(value: float, row: dict) -> Decimal:
    return shown(round(value, 9), row["decimals"])


def positioned(row: dict, values: list[float]) -> dict:
    if len(values) < 4:
        return {}
    middle, away = median(values), [abs(value - median(values)) for value in values]
    typical, rule = 1.4826 * median(away), "position"
    if typical < 1e-9:
        typical, rule = math.sqrt(math.pi / 2) * sum(away) / len(away), "position_by_mean"
    if typical < 1e-9 and abs(row["value"] - middle) > 1e-9:
        return {"median": middle}
    k = round((row["value"] - middle) / typical, 9) if abs(row["value"] - middle) > 1e-9 else 0.0
    rule = "position" if typical < 1e-9 else rule
    return {"median": middle, "rule": rule, "distance": k, "words": words(k, row["polarity"])}


def is_sure(row: dict, answer: dict, values: list[float]) -> bool:
    """Whether its words are of more than chance: a test's, else those of a figure whose interval lies beyond it."""
    if not math.isnan(answer["p_value"]):
        return answer["words"] != "no clear difference"
    if answer["words"].startswith(("slightly", "broadly", "a person")):
        return False
    low, middle, high = quantiles(values, n=4, method="inclusive")
    if row["value"] > middle:
        return row["value"] >= high and row["lower"] > middle
    return row["value"] <= low and row["upper"] < middle


def words(k: float, polarity: str) -> str:
    if abs(k) >= 7.5:
        return "a person must look: an outlier or an error"
    if abs(k) < 0.5:
        return "broadly similar"
    much = "slightly " if abs(k) < 1.5 else "" if abs(k) < 3 else "much "
    return much + side(k, polarity)


def side(difference: float, polarity: str) -> str:
    if polarity == "neither":
        return "higher" if difference > 0 else "lower"
    return "better" if (difference > 0) == (polarity == "higher") else "worse"


def by_test(row: dict, there: dict) -> dict:
    scale = {"%": 100, "per 1,000 homes": 1000}.get(row["unit"])
    c, n = row["numerator"], row["denominator"]
    rest, rest_total = there["numerator"] - c, there["denominator"] - n
    bears_out = scale and all(
        abs(one["value"] - scale * one["numerator"] / one["denominator"]) <= 0.05 + 1e-9
        and (row["unit"] != "%" or one["numerator"] <= one["denominator"])
        for one in (row, there)
    )
    if bears_out and rest >= 0 and rest_total > 0 and (row["unit"] != "%" or rest <= rest_total):
        other = scale * rest / rest_total
        if row["unit"] == "%" and min(c, n - c, rest, rest_total - rest) < 10:
            table = [[c, rest], [n - c, rest_total - rest]]
            tails = [stats.fisher_exact(table, alternative=tail).pvalue for tail in ("less", "greater")]
            rule, z, p = "two_proportions_exact", math.nan, min(1.0, 2 * min(tails))
        elif row["unit"] == "%":
            pooled = (c + rest) / (n + rest_total)
            spread = math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / rest_total))
            z = (c / n - rest / rest_total) / spread
            rule, p = "two_proportions", 2 * stats.norm.sf(abs(z))
        elif min(c, rest) < 10:
            tails = [
                stats.binomtest(int(c), int(c + rest), n / (n + rest_total), alternative=tail).pvalue
                for tail in ("less", "greater")
            ] if c + rest else [1.0]  # fmt: skip
            rule, z, p = "rate_ratio_exact", math.nan, min(1.0, 2 * min(tails))
        else:
            z = math.log(c / n / (rest / rest_total)) / math.sqrt(1 / c + 1 / rest)
            rule, p = "rate_ratio", 2 * stats.norm.sf(abs(z))
    elif row["upper"] > row["lower"] and there["upper"] >= there["lower"]:
        errors = [(one["upper"] - one["lower"]) / (2 * stats.norm.ppf(0.975)) for one in (row, there)]
        other = there["value"]
        z = (row["value"] - other) / math.hypot(*errors)
        rule, p = "two_intervals", 2 * stats.norm.sf(abs(z))
    else:
        return {}
    said = side(row["value"] - other, row["polarity"]) if p <= 0.05 else "no clear difference"
    return {"rule": rule, "z": z, "p_value": p, "words": said, "compared_with": other, "distance": math.nan}
