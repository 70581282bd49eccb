"""How long all judgements take: directions, comparisons and ratings of every figure of a large set, in one run.

Beside it a plain page's way, row by row: the same rules in ordinary Python with pandas groups made beforehand, on a
sample of the figures, scaled up by the share of the sample. The two must say the same of every figure of the sample.
"""

import math
import time

import duckdb
import numpy as np
import pandas as pd
from scipy import stats

from data_pipeline.building import tables
from data_pipeline.reading.periods import reporting_year_label
from data_pipeline.tables.marts import comparisons
from data_pipeline.tables.marts import directions as travel
from tests.bench.report import JUDGEMENTS, Report, progress
from tests.worlds.evidence import with_evidence

AREAS, SERIES, YEARS, FIRST_YEAR = 326, 198, 10, 2004
REGIONS = 9
SAMPLE = 300
ENGLAND = "E92000001"
RATE = """
    select rating(value, start, target, due, polarity, 0.6, null) as rating_code
    from rows
"""


def measure(report: Report, is_quick: bool) -> None:
    """Judge 326 areas x 198 series x 10 years (a tenth of the series in a quick run)."""
    series = SERIES // 10 if is_quick else SERIES
    progress("inventing figures")
    figures, areas, similar = invented(series)
    report.title(f"All judgements of {len(figures):,} figures: {AREAS} areas, {series} series, {YEARS} years")
    progress("judging")
    stages, made = {}, {}
    for name, judge in (
        ("directions of travel, and change since 2007/08", lambda: directions(figures)),
        ("comparisons with England, region and similar areas", lambda: compared(figures, areas, similar)),
        ("ratings by the SQL macro", lambda: rated(figures)),
    ):
        began, cpu = time.perf_counter(), time.process_time()
        made[name] = judge()
        stages[name] = (time.perf_counter() - began, time.process_time() - cpu, len(made[name]))
    progress("judging row by row")
    sample = np.random.default_rng(1).choice(len(figures), SAMPLE, replace=False)
    began = time.perf_counter()
    groups = Plain(figures, areas, similar)
    grouped_s = time.perf_counter() - began
    began = time.perf_counter()
    plainly = [groups.judge(row) for row in sample]
    rows_s = time.perf_counter() - began
    plain_s = grouped_s + rows_s * len(figures) / SAMPLE
    total = sum(wall for wall, *_ in stages.values())
    rows = [
        (name, f"{wall:.1f} s", f"{cpu:.1f} s", f"{count:,}", "", "") for name, (wall, cpu, count) in stages.items()
    ]
    cpu_s = sum(cpu for _, cpu, _ in stages.values())
    rows.append(
        ("all of them", f"{total:.1f} s", f"{cpu_s:.1f} s", "", *report.judge("all judgements", total, JUDGEMENTS))
    )
    report.table(("", "time", "processor", "rows", "target", ""), rows)
    report.line(
        f"  Row by row in pandas: {rows_s:.2f} s for a sample of {SAMPLE} figures drawn at random, so {plain_s:,.0f} s "
        f"for all: {plain_s / total:,.0f} times as long."
    )
    different = disagreements(figures, sample, plainly, *made.values())
    report.line(f"  Of the sample's judgements {different} differ between the two." if different else
                "  Both ways say the same of every figure of the sample.")  # fmt: skip


def invented(series: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Figures of every district, region and England: a third with counts, a third with intervals, a third bare."""
    chance = np.random.default_rng(0)
    codes = [f"E07{number:06}" for number in range(AREAS)]
    regions = [f"E12{number:06}" for number in range(REGIONS)]
    region_of = np.array(regions)[np.arange(AREAS) % REGIONS]
    places = [ENGLAND, *regions, *codes]
    area, name, year = (
        part.ravel() for part in np.meshgrid(range(len(places)), range(series), range(YEARS), indexing="ij")
    )
    kind = name % 3
    people = chance.integers(500, 5000, len(area)) * np.where(area == 0, 300, np.where(area <= REGIONS, 40, 1))
    level = 0.15 + 0.002 * year + 0.05 * chance.random(len(places))[area]
    count = chance.binomial(people, level)
    value = (100 * count / people).round(2)
    half = np.where(kind == 1, (196 * np.sqrt(level * (1 - level) / people)).round(2) + 0.01, np.nan)
    first = FIRST_YEAR + year
    figures = pd.DataFrame({
        "area_code": np.array(places)[area], "series_id": np.char.mod("s%03d", name),
        "indicator": np.char.mod("NI %d", name),
        "reporting_year": np.array([reporting_year_label(FIRST_YEAR + number) for number in range(YEARS)])[year],
        "period": np.char.add(first.astype(str), "-04-01/P1Y"),
        "period_start": pd.to_datetime(first * 10000 + 401, format="%Y%m%d"),
        "period_end": pd.to_datetime((first + 1) * 10000 + 331, format="%Y%m%d"),
        "value": value, "lower": value - half, "upper": value + half,
        "numerator": np.where(kind == 0, count, np.nan).astype(float),
        "denominator": np.where(kind == 0, people, np.nan).astype(float), "sample_size": np.nan,
        "unit": "%", "decimals": 2, "polarity": np.array(["higher", "lower", "neither"])[name % 7 % 3],
        "territory": np.array(places)[area], "is_noted_break": False, "is_asked": True,
    })  # fmt: skip
    areas = pd.DataFrame({
        "area_code": places, "is_district": [code.startswith("E07") for code in places], "is_agreement_area": False,
        "region_code": [None] * (1 + REGIONS) + list(region_of), "county_code": None,
    })  # fmt: skip
    alike = [(code, other, rank) for number, code in enumerate(codes)
             for rank, other in enumerate((codes[(number + 7 * k) % AREAS] for k in range(1, 11)), 1)]  # fmt: skip
    alike = pd.DataFrame(alike, columns=["area_code", "similar_code", "rank"])
    return with_evidence(figures), areas, alike


def directions(figures: pd.DataFrame) -> pd.DataFrame:
    """As the build does it: some areas at a time."""
    size = len(figures) // figures["area_code"].nunique()  # Every area has as many.
    step = size * max(1, int(tables.SLICES.search(travel.MADE)[1].replace(",", "")) // size)
    parts = [
        travel.make(figures.iloc[first : first + step].reset_index(drop=True)) for first in range(0, len(figures), step)
    ]
    return pd.concat([part.to_pandas() for part in parts], ignore_index=True)


def compared(figures: pd.DataFrame, areas: pd.DataFrame, similar: pd.DataFrame) -> pd.DataFrame:
    table = figures.sort_values(["reporting_year", "area_code", "series_id"], ignore_index=True)
    return comparisons.make(table, areas, similar).to_pandas()


def rated(figures: pd.DataFrame) -> pd.DataFrame:
    """Every figure against a promise of its own: two points better than 15 by the end."""
    rows = promises(figures)
    with duckdb.connect() as con:
        tables.make_schemas(con)
        con.register("rows", rows)
        con.execute(f"create table rated as {RATE}")
        return con.execute("from rated").df()


def promises(figures: pd.DataFrame) -> pd.DataFrame:
    good = figures["polarity"].map({"higher": 1, "lower": -1, "neither": 0})
    return pd.DataFrame({
        "value": figures["value"], "start": 17.0, "target": 17.0 + 2 * good.where(good != 0, 1),
        "due": 17.0 + good.where(good != 0, 1), "polarity": figures["polarity"],
    })  # fmt: skip


class Plain:
    """The same rules for one figure at a time, as a page would work them out when it is asked for."""

    def __init__(self, figures: pd.DataFrame, areas: pd.DataFrame, similar: pd.DataFrame):
        self.figures, self.region = figures, dict(zip(areas["area_code"], areas["region_code"], strict=True))
        self.of_series = dict(list(figures.groupby(["series_id", "period"])))
        self.of_area = dict(list(figures.groupby(["area_code", "series_id"])))
        self.alike = similar.groupby("area_code")["similar_code"].apply(list).to_dict()
        self.promises = promises(figures)

    def judge(self, number: int) -> dict:
        row = self.figures.iloc[number]
        run = self.of_area[row["area_code"], row["series_id"]]
        run = run[run["period_end"] <= row["period_end"]].tail(5)
        return {"direction": self.direction(run), "beside": self.beside(row), "rating": self.rating(number)}

    def direction(self, run: pd.DataFrame) -> str:
        """The verdict, worked out figure by figure."""
        if len(run) == 1:
            return "baseline only"
        good = {"higher": 1, "lower": -1, "neither": 0}[run["polarity"].iloc[0]]
        x = run["value"].to_numpy()
        has_counts, has_interval = run["numerator"].notna().all(), run["lower"].notna().all()
        if not has_counts and not has_interval:
            sign = np.sign(round(x[-1] - x[0], 9))
            if not sign:
                return "unchanged"
            words = ("better", "worse") if good else ("higher", "lower")
            return f"{words[0] if sign * (good or 1) > 0 else words[1]}, could be chance"
        c, n = run["numerator"].to_numpy(), run["denominator"].to_numpy()
        if has_counts:
            errors = [100 * wilson(*pair) for pair in zip(c, n, strict=True)]
        else:
            # Fingertips, which judges five, takes an interval as 3.92 errors wide.
            width = 3.92 if len(run) == 5 else 2 * stats.norm.isf(0.025)
            errors = list((run["upper"] - run["lower"]) / width)
        if len(run) == 2:
            if has_counts:
                p = c.sum() / n.sum()
                z = (c[1] / n[1] - c[0] / n[0]) / math.sqrt(p * (1 - p) * (1 / n[0] + 1 / n[1]))
            else:
                z = (x[1] - x[0]) / math.hypot(*errors)
            chance = 2 * stats.norm.sf(abs(z))
            if chance >= 0.05 or np.sign(z) != np.sign(round(x[1] - x[0], 9)):
                return "no clear change"
            return said(np.sign(z), good)
        t = np.arange(1.0, len(run) + 1)
        slope, error = line(t, x, errors)
        if len(run) < 5:
            chance = 2 * stats.norm.sf(abs(slope / error))
            if chance >= 0.2:
                return "no clear change"
            return said(np.sign(slope), good, "" if chance < 0.05 else "probably ")
        signs, chi_square = [np.sign(slope)], (slope / error) ** 2
        points = x
        if has_counts:
            middle, people, cases = (n * t).sum() / n.sum(), n.sum(), c.sum()
            chi_square = (
                people**2 * (c * (t - middle)).sum() ** 2 / (cases * (people - cases) * (n * (t - middle) ** 2).sum())
            )
            points, errors = np.log(c / (n - c)), [1.0] * 5
            signs = [np.sign(line(t, points, errors)[0])]
        for left_out in range(5):
            kept = [number for number in range(5) if number != left_out]
            signs.append(np.sign(line(t[kept], points[kept], [errors[number] for number in kept])[0]))
        if chi_square <= 9.54953570608324 or len(set(signs)) > 1:
            return "no clear change"
        return said(signs[0], good)

    def beside(self, row: pd.Series) -> dict[str, str | None]:
        """Words beside England, region and similar areas."""
        if not row["area_code"].startswith("E07"):
            return {}
        others = self.of_series[row["series_id"], row["period"]]
        words = {}
        for comparator, place in (("england", ENGLAND), ("region", self.region[row["area_code"]]), ("similar", None)):
            if place and row["numerator"] == row["numerator"]:
                there = others[others["area_code"] == place].iloc[0]
                rest, total = there["numerator"] - row["numerator"], there["denominator"] - row["denominator"]
                p = there["numerator"] / there["denominator"]
                z = row["numerator"] / row["denominator"] - rest / total
                z /= math.sqrt(p * (1 - p) * (1 / row["denominator"] + 1 / total))
                words[comparator] = tested(z, row["value"] - 100 * rest / total, row["polarity"])
                continue
            if place and row["lower"] == row["lower"]:
                there = others[others["area_code"] == place].iloc[0]
                error = math.hypot(row["upper"] - row["lower"], there["upper"] - there["lower"]) / (
                    2 * stats.norm.isf(0.025)
                )
                words[comparator] = tested(
                    (row["value"] - there["value"]) / error, row["value"] - there["value"], row["polarity"]
                )
                continue
            if comparator == "similar":
                members = others[others["area_code"].isin(self.alike[row["area_code"]])]
            else:
                members = others[others["area_code"].str.startswith("E07") & (others["area_code"] != row["area_code"])]
                if comparator == "region":
                    members = members[members["area_code"].map(self.region) == place]
            middle = members["value"].median()
            typical = 1.4826 * (members["value"] - middle).abs().median()
            words[comparator] = placed(round((row["value"] - middle) / typical, 9), row["polarity"])
        return words

    def rating(self, number: int) -> str:
        value, start, target, due, polarity = self.promises.iloc[number]
        if polarity == "neither":
            return "unknown"
        good = 1 if polarity == "higher" else -1
        if good * (value - target) >= -1e-9:
            return "met"
        if good * (value - due) >= -1e-9:
            return "on_track"
        if good * (value - start) < -1e-9:
            return "backwards"
        return "close" if good * (value - start) >= 0.6 * good * (due - start) - 1e-9 else "behind"


def wilson(count: float, base: float) -> float:
    share, z = count / base, stats.norm.ppf(0.975)
    return math.sqrt(share * (1 - share) / base + z**2 / (4 * base**2)) / (1 + z**2 / base)


def line(t: np.ndarray, x: np.ndarray, errors: list[float]) -> tuple[float, float]:
    weight = 1 / np.array(errors) ** 2
    mean_t, mean_x = np.average(t, weights=weight), np.average(x, weights=weight)
    spread = (weight * (t - mean_t) ** 2).sum()
    return (weight * (t - mean_t) * (x - mean_x)).sum() / spread, 1 / math.sqrt(spread)


def said(sign: float, good: int, first: str = "") -> str:
    if not good:
        return first + ("rising" if sign > 0 else "falling")
    return first + ("improving" if sign * good > 0 else "worsening")


def side(difference: float, polarity: str) -> str:
    if polarity == "neither":
        return "higher" if difference > 0 else "lower"
    return "better" if (difference > 0) == (polarity == "higher") else "worse"


def tested(z: float, difference: float, polarity: str) -> str:
    return side(difference, polarity) if 2 * stats.norm.sf(abs(z)) <= 0.05 else "no clear difference"


def placed(k: float, polarity: str) -> str:
    if abs(k) >= 7.5:
        return "a person must look: an outlier or an error"
    if abs(k) < 0.5:
        return "broadly similar"
    return ("slightly " if abs(k) < 1.5 else "" if abs(k) < 3 else "much ") + side(k, polarity)


def disagreements(
    figures: pd.DataFrame, sample: np.ndarray, plainly: list[dict], directed: pd.DataFrame, compared: pd.DataFrame,
    rated: pd.DataFrame,
) -> int:  # fmt: skip
    """How many of the sample's judgements are not the same in both ways."""
    keys = ["area_code", "series_id", "reporting_year"]
    wanted = figures.iloc[sample][keys]
    verdicts = directed.astype(dict.fromkeys(keys, str)).set_index(keys)["verdict"]
    chosen = compared.astype(dict.fromkeys(keys, str)).merge(wanted, on=keys)
    words = {(*row[:3], row[3]): row[4] for row in chosen[[*keys, "comparator", "words"]].itertuples(index=False)}
    count = 0
    for number, row, judged in zip(sample, wanted.itertuples(index=False), plainly, strict=True):
        count += verdicts[tuple(row)] != judged["direction"]
        count += rated["rating_code"].iloc[number] != judged["rating"]
        count += sum(words[(*row, comparator)] != said for comparator, said in judged["beside"].items())
    return count
