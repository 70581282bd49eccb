"""Beside others: the whole table against plain Python, row by row, and what must hold whatever the figures."""

import csv
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from data_pipeline import queries
from data_pipeline.statistics.comparing import comparison
from data_pipeline.statistics.comparing.positions import WORDS
from data_pipeline.tables.marts import comparisons
from tests.oracles.comparisons import every_comparison
from tests.worlds import figures as w
from tests.worlds.builds import judged
from tests.worlds.evidence import with_evidence
from tests.worlds.neighbours import AREAS, BOROUGHS, DISTRICTS, ENGLAND, alike, figure, worlds_drawn

worlds = st.integers(0, 10**9)


def compare(rows: list[dict], similar: dict[str, list[str]] | None = None) -> pd.DataFrame:
    """The table of comparisons of these figures, in the order in which the pipeline gives them."""
    similar = alike() if similar is None else similar
    areas = pd.DataFrame(
        [(code, *kinds) for code, kinds in AREAS.items()],
        columns=["area_code", "is_district", "is_agreement_area", "region_code", "county_code"],
    ).sort_values("area_code", ignore_index=True)
    table = pd.DataFrame(rows).sort_values(["area_code", "reporting_year", "series_id"], ignore_index=True)
    ranks = pd.DataFrame(
        [(code, other, rank) for code, others in similar.items() for rank, other in enumerate(others, 1)],
        columns=["area_code", "similar_code", "rank"],
    )
    return comparisons.make(with_evidence(table), areas, ranks).to_pandas()


@settings(max_examples=8)
@given(worlds)
def test_every_comparison_is_what_the_rules_say(seed):
    rows, similar = worlds_drawn(seed), alike(seed)
    made, wanted = compare(rows, similar), every_comparison(rows, similar)
    assert len(made) == len(wanted)
    for row in made.to_dict("records"):
        for name, value in wanted[row["area_code"], row["series_id"], row["comparator"]].items():
            if isinstance(value, float) or name in ("distance", "median"):
                assert row[name] == pytest.approx(value, abs=1e-7, nan_ok=True), (row, name)
            else:
                assert (None if pd.isna(row[name]) else row[name]) == value, (row, name)
        assert (row["missing_reason"] is None or pd.isna(row["missing_reason"])) == isinstance(row["words"], str)


def test_the_made_up_worlds_hold_every_rule_and_every_word():
    made = pd.concat([compare(worlds_drawn(seed), alike(seed)) for seed in range(0, 40, 8)])
    assert set(made["rule"].dropna()) == set(comparison.RULES)
    assert set(made["words"].dropna()) == set(WORDS)
    assert {"rank_low", "missing_reason"} <= set(made.columns[made.notna().any()])


@settings(max_examples=5)
@given(worlds)
def test_exceptions_are_those_of_benjamini_and_hochberg_over_an_areas_series(seed):
    made = compare(worlds_drawn(seed), alike(seed))
    tests = made[made["p_value"].notna()]
    # Two figures that are shown alike are not called different.
    is_apart = tests["difference"] != 0
    assert tests["is_clear"].eq((tests["p_value"] <= 0.05) & is_apart).all()
    for _, family in tests.groupby(["area_code", "reporting_year", "comparator"]):
        adjusted = stats.false_discovery_control(family["p_value"])
        assert family["q_value"].to_numpy() == pytest.approx(adjusted)
        assert family["is_exception"].tolist() == ((adjusted <= 0.10) & (family["difference"] != 0)).tolist()
    assert made.loc[made["p_value"].isna(), ["q_value", "is_clear", "is_exception"]].isna().all(axis=None)


MIRROR = {"better": "worse", "worse": "better", "higher": "lower", "lower": "higher"}


def mirrored(text: str | None) -> str | None:
    return text if not isinstance(text, str) else " ".join(MIRROR.get(word, word) for word in text.split(" "))


@settings(max_examples=5)
@given(worlds)
def test_the_other_polarity_turns_every_word_round_and_leaves_the_sums(seed):
    rows = [row for row in worlds_drawn(seed) if row["polarity"] != "neither"]
    turned = [row | {"polarity": {"higher": "lower", "lower": "higher"}[row["polarity"]]} for row in rows]
    if not rows:
        return
    made, again = compare(rows), compare(turned)
    assert made["words"].map(mirrored).equals(again["words"].map(lambda text: text))
    sums = ["median", "compared_with", "distance", "z", "p_value", "q_value"]
    pd.testing.assert_frame_equal(made[sums], again[sums])
    has_rank = made["rank_low"].notna()
    places = made.loc[has_rank, "area_count"] + 2
    assert (made.loc[has_rank, "rank_low"] == places - again.loc[has_rank, "rank_high"]).all()


@settings(max_examples=5)
@given(worlds)
def test_the_other_polarity_with_the_other_sign_gives_the_same_words_and_ranks(seed):
    rows = [row | {"numerator": math.nan} for row in worlds_drawn(seed) if row["polarity"] != "neither"]
    turned = [
        row | {"polarity": {"higher": "lower", "lower": "higher"}[row["polarity"]], "value": -row["value"],
               "lower": -row["upper"], "upper": -row["lower"]}
        for row in rows
    ]  # fmt: skip
    if not rows:
        return
    same = ["rule", "words", "rank_low", "rank_high", "area_count", "is_clear", "is_exception"]
    pd.testing.assert_frame_equal(compare(rows)[same], compare(turned)[same])


@settings(max_examples=5)
@given(worlds, st.sampled_from([0.5, 2.0, 64.0]), st.sampled_from([0.0, 100.0, -40.0]))
def test_another_unit_or_a_constant_added_changes_no_word(seed, factor, added):
    # With so many digits that each scale shows all there is to see.
    rows = [row | {"numerator": math.nan, "decimals": 6} for row in worlds_drawn(seed)]
    other = [row | {name: row[name] * factor + added for name in ("value", "lower", "upper")} for row in rows]
    made, again = compare(rows), compare(other)
    # Right at a limit, the last bits of a sum may decide.
    far = ~np.isclose(np.abs(made["distance"].to_numpy(float))[:, None], [0.5, 1.5, 3, 7.5]).any(axis=1)
    same = ["rule", "words", "rank_low", "rank_high", "area_count", "is_clear", "is_exception", "missing_reason"]
    pd.testing.assert_frame_equal(made.loc[far, same], again.loc[far, same])


@settings(max_examples=5)
@given(worlds, st.permutations(BOROUGHS))
def test_names_of_areas_decide_nothing(seed, order):
    """The boroughs of one region in another order: the same comparisons under the other names."""
    order = sorted(order[:3] + order[3:], key=lambda code: (code >= "U4", order.index(code)))
    name = dict(zip(BOROUGHS, order, strict=True))
    rows, similar = worlds_drawn(seed), alike(seed)
    renamed = [row | {"area_code": name.get(row["area_code"], row["area_code"])} for row in rows]
    renamed_similar = {name.get(a, a): [name.get(b, b) for b in others] for a, others in similar.items()}
    made, again = compare(rows, similar), compare(renamed, renamed_similar)
    made = made.assign(area_code=[name.get(code, code) for code in made["area_code"]])
    keys, texts = ["area_code", "series_id", "comparator"], ["rule", "words", "area_count", "is_exception", "rank_low"]
    texts_first = dict.fromkeys(keys, object)
    made, again = (frame.astype(texts_first).sort_values(keys, ignore_index=True) for frame in (made, again))
    assert made[keys + texts].astype(object).equals(again[keys + texts].astype(object))


def beside(rows: list[dict], comparator: str, code: str = "U1") -> dict:
    made = compare(rows)
    (row,) = made[(made["area_code"] == code) & (made["comparator"] == comparator)].to_dict("records")
    return row


def test_an_area_is_taken_out_of_the_place_that_its_counts_are_a_part_of():
    rows = [figure("U1", 30.0, counts=(300, 1000)), figure(ENGLAND, 21.0, counts=(2100, 10_000))]
    row = beside(rows, "england")
    assert (row["rule"], row["comparator_value"], row["compared_with"]) == ("two_proportions", 21.0, 20.0)
    table = [[300, 1800], [700, 7200]]
    assert row["z"] ** 2 == pytest.approx(stats.chi2_contingency(table, correction=False).statistic)
    assert (row["words"], row["is_clear"]) == ("better", True)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ({"value": 33.0}, {}),  # Standardised by age: not the share of its counts.
        ({"numerator": 300.5, "value": 30.1}, {}),  # Half a person: an estimate.
        ({}, {"numerator": 200, "value": 2.0}),  # The whole has fewer than its part.
        ({}, {"denominator": 1000, "numerator": 300, "value": 30.0}),  # Nobody else.
        ({"unit": "£"}, {"unit": "£"}),
        ({}, {"denominator": 0.0, "numerator": 0.0}),
    ],
)
def test_counts_that_do_not_bear_out_the_value_are_not_used(here, there):
    area, england = figure("U1", 30.0, 5.0, counts=(300, 1000)), figure(ENGLAND, 21.0, 20.0, counts=(2100, 10_000))
    assert beside([area | here, england | there], "england")["rule"] == "two_intervals"


def test_an_interval_of_no_width_is_no_interval():
    rows = [figure("U1", 30.0, 0.0), figure(ENGLAND, 21.0, 1.0), *four(25.0, 26.0, 27.0, 28.0)]
    assert beside(rows, "england")["rule"] == "position"


def four(*values: float) -> list[dict]:
    return [figure(code, value) for code, value in zip(DISTRICTS, values, strict=False)]


def test_fewer_than_four_others_are_no_comparison_and_the_reason_says_how_many():
    rows = [figure("U1", 20.0), *four(10.0, 11.0, 12.0), figure("D4", 13.0, period="p2")]
    row = beside(rows, "england")
    assert (row["area_count"], row["other_period_count"]) == (3, 1)
    assert pd.isna(row["words"]) and pd.isna(row["rule"]) and pd.isna(row["median"]) and pd.isna(row["rank_low"])
    assert row["missing_reason"] == (
        "there is no figure for England for the same period, and fewer than 4 other areas in England have a figure "
        "for it: 3 (1 left out: another period)"
    )
    assert beside([*rows, figure("D5", 14.0)], "england")["words"] == "much better"


def test_one_area_alone_has_nothing_beside_it():
    made = compare([figure("U1", 20.0)])
    assert made["words"].isna().all()
    assert made["area_count"].eq(0).all()
    assert made["missing_reason"].notna().all()


def test_an_area_without_context_has_no_similar_areas():
    row = beside([figure("U7", 20.0), *four(10.0, 11.0, 12.0, 13.0)], "similar", "U7")
    assert row["missing_reason"].startswith("no similar areas are known: its size, density or deprivation")


@pytest.mark.parametrize("same", [0.0, 7.0, -3.0])
def test_where_all_are_equal_an_equal_figure_is_similar_and_another_cannot_be_placed(same):
    row = beside([figure("U1", same), *four(same, same, same, same)], "england")
    assert (row["rule"], row["words"], row["distance"]) == ("position", "broadly similar", 0.0)
    row = beside([figure("U1", same + 1), *four(same, same, same, same)], "england")
    assert pd.isna(row["rule"]) and pd.isna(row["words"]) and row["median"] == same
    assert row["missing_reason"] == (
        "all 4 other areas have the same figure: there is nothing to measure the distance by"
    )


def test_where_most_are_equal_the_mean_distance_is_the_measure():
    row = beside([figure("U1", 6.0), *four(5.0, 5.0, 5.0, 9.0)], "england")
    assert (row["rule"], row["words"]) == ("position_by_mean", "slightly better")
    assert row["distance"] == pytest.approx(1 / (math.sqrt(math.pi / 2) * 1.0))


@pytest.mark.parametrize(
    ("value", "polarity", "said"),
    [
        (0.0, "higher", "worse"),  # Zero is a value.
        (-20.0, "lower", "much better"),
        (10.5, "neither", "broadly similar"),
        (20.0, "neither", "higher"),
        (0.0, "neither", "lower"),
        (60.0, "higher", "a person must look: an outlier or an error"),
        (-40.0, "higher", "a person must look: an outlier or an error"),
    ],
)
def test_zero_negative_and_far_figures_have_their_words(value, polarity, said):
    rows = [figure("U1", value), *four(4.0, 8.0, 12.0, 16.0)]
    assert beside([row | {"polarity": polarity} for row in rows], "england")["words"] == said


def test_a_true_zero_of_england_is_a_figure():
    row = beside([figure("U1", 0.0, 1.0), figure(ENGLAND, 0.0, 0.1)], "england")
    assert (row["comparator_value"], row["words"], row["p_value"]) == (0.0, "no clear difference", 1.0)


def test_a_figure_of_no_known_area_is_an_error():
    with pytest.raises(KeyError, match="E06999999"):
        compare([figure("E06999999")])


@pytest.mark.parametrize(
    ("unit", "scale"),
    [("%", 100), ("per 1,000", 1000), ("per 1,000 homes", 1000), ("per 100,000", 100_000), ("£", None),
     ("tonnes", None), ("per person", None), (None, None), ("per 1,000-ish", None)],
)  # fmt: skip
def test_only_shares_and_rates_have_a_scale(unit, scale):
    (found,) = with_evidence(pd.DataFrame([figure(unit=unit)]))["multiplier"]
    assert found == scale or (scale is None and math.isnan(found))


def test_no_rule_or_word_claims_significance(real):
    said = [*queries.rules(real.con).values(), *WORDS, *comparison.COMPARATORS.values()]
    assert not [text for text in said if "signific" in text.lower()]


@pytest.mark.parametrize(
    ("value", "count", "total", "decimals", "is_used"),
    [(12.3, 123, 1000, 1, True), (12.2, 1225, 10_000, 1, True), (12.3, 1225, 10_000, 1, True),
     (12.2, 123, 1000, 1, False), (12.4, 123, 1000, 1, False), (12, 123, 1000, 0, True),
     (13, 123, 1000, 0, False), (12.35, 123.5, 1000, 2, False), (0, 0, 1000, 1, True), (12.3, 123, 1000, 2, True)],
)  # fmt: skip
def test_counts_are_compared_where_they_give_the_value_within_half_of_its_last_digit(
    value, count, total, decimals, is_used
):
    rows = [figure("U1", value, counts=(count, total), decimals=decimals),
            figure(ENGLAND, 20.0, counts=(20_000, 100_000), decimals=decimals)]  # fmt: skip
    made = compare(rows)
    assert bool({"two_proportions", "two_proportions_exact"} & set(made["rule"].dropna())) == is_used


def counted_in(real, series: str, period: str) -> dict[str, tuple[int, int]]:
    """The counts behind the figures of a bundled file, by the code they are printed under."""
    with (real.data / "indicators" / f"{series}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["period"] == period and row["value"]]
    return {row["area_code"]: (int(row["numerator"]), int(row["denominator"])) for row in rows}


@pytest.mark.parametrize(
    ("series", "places", "whole", "here", "rule", "p"),
    [
        # 26 of 316 children beside 6,956 of 64,956 elsewhere: 8.2% and 10.7%.
        ("ni_062", 148, (6982, 65_272), (26, 316), "two_proportions", 0.1546),
        # 21 of 26 beside 5,623 of 6,254: five short of all, so exactly. 80.8% is not clearly worse than 89.9%.
        ("ni_147", 149, (5644, 6280), (21, 26), "two_proportions_exact", 0.2321),
    ],
)
def test_portsmouths_children_by_hand_beside_all_other_counts(series, places, whole, here, rule, p, real):
    """England is not in these files: nearly every authority's counts are, and Portsmouth's are taken out of them."""
    counts = counted_in(real, series, "2010-04-01/P1Y")
    assert (len(counts), counts["E06000044"]) == (places, here)
    assert tuple(map(sum, zip(*counts.values(), strict=True))) == whole
    rest = [total - own for total, own in zip(whole, here, strict=True)]
    table = [[here[0], rest[0]], [here[1] - here[0], rest[1] - rest[0]]]
    tails = [stats.fisher_exact(table, alternative=side).pvalue for side in ("less", "greater")]
    by_scipy = 2 * min(tails) if "exact" in rule else stats.chi2_contingency(table, correction=False).pvalue
    row = published(real, "E06000044", series, "england")
    assert row["p_value"] == pytest.approx(by_scipy) == pytest.approx(p, abs=5e-5)
    assert (row["rule"], row["comparator_areas"], row["words"]) == (rule, places, "no clear difference")
    assert row["comparator_value"] == pytest.approx(100 * whole[0] / whole[1])
    assert row["compared_with"] == pytest.approx(100 * rest[0] / rest[1])


def test_england_is_made_of_counts_only_where_hardly_any_is_withheld(real):
    """Of 151 authorities at least 145 must have counts: of NI 61, 99, 100, 101 and 148 too many are withheld."""
    made = dict(
        real.con.execute(
            "select series_id, min(comparator_areas) from marts.comparisons where comparator_areas > 0 group by all"
        ).fetchall()
    )
    assert made == {"ni_062": 148, "ni_147": 148}


def test_a_figure_published_for_england_is_never_made_of_counts(data):
    counts = {w.CASTERBRIDGE: [(10, 100)], w.BARSETSHIRE: [(20, 100)], w.COKETOWN_2013: [(30, 100)],
              w.WALMINGTON: [(40, 100)]}  # fmt: skip
    for england, value, of in (([(120, 400)], 30.0, None), (None, 25.0, 4)):
        w.with_counts(data, "ni_901", counts | ({w.ENGLAND: england} if england else {}), 100, margin="")
        with judged(data, "marts.comparisons") as con:
            found = con.execute(
                """
                select comparator_value, comparator_areas, rule from marts.comparisons
                where series_id = 'ni_901' and comparator = 'england' and area_code = ?
                """,
                [w.CASTERBRIDGE],
            ).fetchall()
        assert found == [(value, of, "two_proportions")]


def test_each_tier_is_set_beside_its_own_where_duties_differ():
    """Six districts that collect, their county that disposes, and boroughs that do both."""
    rows = [*four(10.0, 12.0, 14.0, 16.0), figure("D5", 18.0), figure("K", 90.0)]
    rows += [
        figure(code, value) for code, value in zip(BOROUGHS, (50.0, 52.0, 54.0, 56.0, 58.0, 60.0, 62.0), strict=True)
    ]
    own, mixed = (compare([row | {"has_own_tiers": is_own} for row in rows]) for is_own in (True, False))
    counts = {name: table.set_index(["area_code", "comparator"])["area_count"] for name, table in
              (("own", own), ("mixed", mixed))}  # fmt: skip
    assert [counts["own"][key] for key in (("D1", "england"), ("U1", "england"), ("D1", "county"))] == [4, 6, 4]
    assert [counts["mixed"][key] for key in (("D1", "england"), ("U1", "england"), ("D1", "county"))] == [11, 11, 4]
    beside_county = own[(own["comparator"] == "county")]
    assert beside_county["comparator_value"].isna().all()
    assert mixed.loc[mixed["comparator"] == "county", "comparator_value"].eq(90.0).all()


def test_a_county_of_other_duties_is_no_figure_to_compare_with():
    rows = [row | {"has_own_tiers": True} for row in (figure("D1", 10.0), figure("D2", 12.0), figure("K", 90.0))]
    row = beside(rows, "county", "D1")
    others = "fewer than 4 other areas in the county have a figure for it: 1"
    assert row["missing_reason"] == f"the figure of the county is of other duties, and {others}"


def test_every_rule_of_the_table_is_explained(real):
    assert list(queries.rules(real.con, "comparison")) == list(comparison.RULES)


def published(real, area: str, series: str, comparator: str) -> dict:
    cursor = real.con.execute(
        """
        select * from marts.comparisons
        where area_code = ? and series_id = ? and comparator = ? and reporting_year = '2010/11'
        """,
        [area, series, comparator],
    )
    return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))


def test_portsmouth_by_hand(real):
    """Obese children of 4 and 5 in 2010/11: Portsmouth 9.645% beside the ten areas most like it; and preventable
    deaths from circulatory diseases beside England, 40.43 (34.30 to 47.34) and 37.17 (36.83 to 37.52)."""
    ten = [8.102, 8.701, 9.297, 9.385, 9.598, 9.657, 9.698, 10.310, 11.040, 11.320]
    middle = (9.598 + 9.657) / 2
    # Deviations in order: 0.0295, 0.0295, 0.0705, 0.2425, 0.3305 | 0.6825, 0.9265, 1.4125, 1.5255, 1.6925.
    typical = 1.4826 * (0.3305 + 0.6825) / 2
    row = published(real, "E06000044", "ni_055", "similar")
    assert (row["area_count"], row["median"]) == (10, pytest.approx(middle))
    assert row["distance"] == pytest.approx((9.645 - middle) / typical) == pytest.approx(0.0233, abs=5e-5)
    assert (row["lower_quartile"], row["upper_quartile"]) == (pytest.approx(9.319), pytest.approx(10.157))
    assert np.quantile(ten, [0.25, 0.75]) == pytest.approx([9.319, 10.157])
    assert (row["rule"], row["words"], row["rank_low"]) == ("position", "broadly similar", None)
    row = published(real, "E06000044", "ni_121", "england")
    z = (40.43 - 37.17) / math.sqrt(((47.34 - 34.30) / 3.919928) ** 2 + ((37.52 - 36.83) / 3.919928) ** 2)
    assert row["z"] == pytest.approx(z, abs=1e-6) == pytest.approx(0.979, abs=5e-4)
    assert (row["rule"], row["words"], row["is_exception"]) == ("two_intervals", "no clear difference", False)


def test_lincolnshire_by_hand(real):
    """The same deaths, 35.60 (33.03 to 38.31), beside nine counties: of ten like it Cumbria has no figure."""
    # In order: 29.40, 29.43, 29.74, 30.85, 31.54, 32.26, 35.08, 35.12, 39.67. Deviations from 31.54 in order:
    # 0, 0.69, 0.72, 1.80, 2.11, 2.14, 3.54, 3.58, 8.13.
    row = published(real, "E10000019", "ni_121", "similar")
    assert (row["area_count"], row["median"]) == (9, 31.54)
    assert row["distance"] == pytest.approx((35.60 - 31.54) / (1.4826 * 2.11)) == pytest.approx(1.298, abs=5e-4)
    assert row["words"] == "slightly worse"
    # Of the nine, three are clearly lower at z of 2.773 (a chance of 0.025 / 9 each way): Devon, Cambridgeshire
    # (26.65 to 32.43) and East Sussex; Gloucestershire, at 2.40, is not. None is clearly higher.
    limit = stats.norm.isf(0.025 / 9)
    z = (35.60 - 29.43) / math.hypot((38.31 - 33.03) / 3.919928, (32.43 - 26.65) / 3.919928)
    assert (limit, z) == (pytest.approx(2.773, abs=5e-4), pytest.approx(3.09, abs=5e-3))
    assert (row["rank_low"], row["rank_high"]) == (4, 10)
    # Exceptions beside England: of the p of its five series (0.00136, 0.01164, 0.01662, 0.24778, 0.28254) three stay at
    # 0.10; the second in order is at most what the third is: 0.01662 x 5 / 3.
    q = [
        published(real, "E10000019", series, "england")["q_value"]
        for series in ("ni_166", "ni_151", "ni_062", "ni_121", "ni_147")
    ]
    assert q == pytest.approx([0.001363 * 5, 0.016622 * 5 / 3, 0.016622 * 5 / 3, 0.28254, 0.28254], abs=1e-5)


def test_the_figure_of_a_comparator_is_that_of_the_report_card(real):
    rows = real.con.execute(
        """
        select count(*) from marts.comparisons join marts.report_card using (area_code, series_id, reporting_year)
        where comparator_areas is null and comparator_value is distinct from
            case comparator when 'england' then england_value when 'region' then region_value
                when 'county' then if(series_id in ('ni_191', 'ni_192', 'ni_193'), null, county_value) end
        """
    ).fetchall()
    assert rows == [(0,)]
