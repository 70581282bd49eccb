"""Similar areas: the distances are what the formula says, and the list is fair to every area."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from data_pipeline.tables.marts import similar_areas as s
from tests.oracles.similar_areas import distances
from tests.worlds import figures as w

KINDS = ("district", "unitary", "county")
populations = st.integers(2_000, 1_500_000).map(float)
densities = st.integers(20, 14_000).map(float)
scores = st.integers(400, 5_000).map(lambda hundredths: hundredths / 100)
shares = st.sampled_from([0.0, 0.0, 0.0, 0.02, 0.1, 0.35, 0.6])
facts = st.tuples(populations, densities, scores, shares)
places = st.lists(st.tuples(facts, st.sampled_from(KINDS)), min_size=1, max_size=24)
# Each example is up to 552 pairs of areas, so few examples are many pairs.
few = settings(max_examples=30)


def table(*areas: tuple) -> pd.DataFrame:
    """Areas A00, A01, ... as `ranked` takes them: ((population, density, score, share), kind[, county])."""
    rows = [
        {"area_code": f"A{number:02}", "name": f"Area {number}", "area_type": kind, "county_code": (*county, None)[0],
         "note": None, **dict(zip(s.COLUMNS, values, strict=True))}
        for number, (values, kind, *county) in enumerate(areas)
    ]  # fmt: skip
    return pd.DataFrame(rows).astype(dict.fromkeys(s.COLUMNS, float))


def pairs(made: pd.DataFrame) -> dict[tuple[str, str], float]:
    found = made[made["rank"].notna()]
    return dict(zip(zip(found["area_code"], found["similar_code"], strict=True), found["distance"], strict=True))


@few
@given(places)
def test_distances_are_those_of_the_formula_and_the_nearest_of_the_same_kind_come_first(areas):
    context = table(*areas)
    made, expected = s.ranked(context), distances(context)
    kind = dict(zip(context["area_code"], context["area_type"], strict=True))
    for code, listed in made[made["rank"].notna()].groupby("area_code"):
        others = [other for other in kind if other != code]
        others.sort(key=lambda other: (kind[other] != kind[code], round(expected[code, other], 9), other))
        assert listed["rank"].tolist() == list(range(1, len(listed) + 1))
        assert listed["distance"].tolist() == pytest.approx([expected[code, other] for other in others[: s.LISTED]])
        assert len(listed) == min(s.LISTED, len(others))
        assert (listed["is_same_kind"] == [kind[other] == kind[code] for other in listed["similar_code"]]).all()


@pytest.mark.parametrize(("equal", "others", "is_skewed"), [(5, (0.1, 0.9), False), (7, (0.2, 0.6), True)])
def test_a_column_skewed_beyond_two_is_taken_by_its_ranks(equal, others, is_skewed):
    shares = [0.0] * equal + list(others)
    skewness = stats.skew(shares)
    assert 2 < skewness < 2.07 if is_skewed else 1.99 < skewness < 2
    context = table(*[((90_000, 400, 20, share), "unitary") for share in shares])
    found, expected = pairs(s.ranked(context)), distances(context)
    assert found == pytest.approx({pair: expected[pair] for pair in found})


@few
@given(places)
def test_no_area_is_like_itself_and_distances_are_the_same_both_ways(areas):
    found = pairs(s.ranked(table(*areas)))
    assert all(here != there for here, there in found)
    assert all(found[there, here] == distance for (here, there), distance in found.items() if (there, here) in found)


@few
@given(places, st.randoms(use_true_random=False))
def test_the_order_in_which_areas_are_given_changes_nothing(areas, random):
    context = table(*areas)
    shuffled = context.sample(frac=1, random_state=random.randrange(2**32))
    made, again = s.ranked(context), s.ranked(shuffled)
    assert made[["area_code", "similar_code"]].equals(again[["area_code", "similar_code"]])
    assert made["distance"].to_numpy() == pytest.approx(again["distance"].to_numpy(), abs=1e-9, nan_ok=True)


@few
@given(places, st.sampled_from([2.0, 1024.0, 0.25]))
def test_a_change_of_unit_changes_no_distance(areas, factor):
    context = table(*areas)
    made, again = s.ranked(context), s.ranked(context.assign(**{name: context[name] * factor for name in s.COLUMNS}))
    assert made["similar_code"].equals(again["similar_code"])
    assert made["distance"].to_numpy() == pytest.approx(again["distance"].to_numpy(), abs=1e-9, nan_ok=True)


@few
@given(places)
def test_adding_a_constant_to_deprivation_changes_no_distance(areas):
    context = table(*areas)
    again = s.ranked(context.assign(imd_2007_mean_score=context["imd_2007_mean_score"] + 8))
    distance = s.ranked(context)["distance"].to_numpy()
    assert distance == pytest.approx(again["distance"].to_numpy(), abs=1e-9, nan_ok=True)


@few
@given(places)
def test_the_sum_of_a_distance_can_be_redone_and_the_reasons_are_its_largest_parts(areas):
    made = s.ranked(table(*areas))
    made = made[made["rank"].notna()]
    parts = made[[f"apart_{name}" for name in s.COLUMNS]].to_numpy() ** 2
    assert parts.sum(axis=1) == pytest.approx(made["distance"].to_numpy() ** 2)
    for row, reasons in zip(parts, made["reasons"], strict=True):
        assert len(reasons) == s.REASONS
        largest = sorted(row.round(9), reverse=True)
        said = [number for reason in reasons for number, v in enumerate(s.VARIABLES) if says(v, reason)]
        assert row.round(9)[said].tolist() == largest[: s.REASONS]
    assert made["similarity"].between(0, 1).all()


def says(variable: s.Variable, reason: str) -> bool:
    return reason.split(":")[0] in (variable.more, variable.less, variable.same)


@few
@given(places)
def test_an_area_is_unusual_when_nine_in_ten_have_a_nearer_nearest(areas):
    made = s.ranked(table(*areas))
    nearest = made[made["rank"] == 1]
    for distance, is_unusual in zip(nearest["distance"], nearest["is_unusual"], strict=True):
        assert is_unusual == (distance > np.percentile(nearest["distance"], 90) + 1e-9)
    assert made[made["rank"].notna()].groupby("area_code")["is_unusual"].nunique().eq(1).all()


def test_what_separates_two_areas_is_said_in_words_and_numbers():
    made = s.ranked(table(
        ((500_900, 73.4, 21.76, 0.0839), "county"), ((700_800, 118.4, 18.08, 0.0363), "county"),
    ))  # fmt: skip
    assert set(made.loc[0, "reasons"]) < {
        "more people: 700,800 (here 500,900)",
        "more crowded: 118 people per km² (here 73)",
        "less deprived: 18.1 on average on the index of 2007 (here 21.8)",
        "less of it in England's most deprived tenth: 3.6% of neighbourhoods (here 8.4%)",
    }
    assert made.loc[1, "reasons"][0] == "fewer people: 500,900 (here 700,800)"
    same = s.ranked(table(((500_900, 73.4, 21.76, 0.0), "county"), ((500_900, 73.1, 21.78, 0.0), "county")))
    assert same.loc[0, "reasons"][-1] == "as many people: 500,900 (here 500,900)"
    assert "as crowded: 73 people per km² (here 73)" in same.loc[0, "reasons"]


def test_areas_alike_in_everything_are_at_no_distance_and_stand_in_the_order_of_their_codes():
    made = s.ranked(table(*[((90_000, 400, 20, 0.0), "unitary")] * 5))
    assert made["distance"].tolist() == [0.0] * 20
    assert made["similarity"].tolist() == [1.0] * 20
    assert not made["is_unusual"].any()
    assert made.loc[made["area_code"] == "A02", "similar_code"].tolist() == ["A00", "A01", "A03", "A04"]


@pytest.mark.parametrize("lacking", range(4))
def test_an_area_without_context_has_no_similar_areas_and_says_what_is_not_known(lacking):
    values = [90_000.0, 400.0, 20.0, 0.0]
    values[lacking] = math.nan
    made = s.ranked(table((values, "unitary"), *[((90_000, 400, 20, 0.0), "unitary")] * 3))
    (row,) = made[made["area_code"] == "A00"].to_dict("records")
    assert row["missing_reason"] == f"not known: {s.VARIABLES[lacking].missing}"
    assert pd.isna(row["rank"]) and pd.isna(row["similar_code"]) and pd.isna(row["is_unusual"])
    assert "A00" not in made["similar_code"].dropna().tolist()


@pytest.mark.parametrize("nobody", [0.0, -1.0])
def test_an_area_of_no_people_is_not_compared_but_one_without_deprivation_is(nobody):
    others = [((90_000, 400, 20, 0.0), "unitary")] * 3
    made = s.ranked(table(((nobody, 400, 20, 0.0), "unitary"), *others))
    assert made.loc[0, "missing_reason"] == "not known: population in 2008"
    made = s.ranked(table(((90_000, 400, 0.0, 0.0), "unitary"), *others))
    assert pd.isna(made.loc[0, "missing_reason"])


def test_one_area_alone_says_that_there_is_no_other():
    made = s.ranked(table(((90_000, 400, 20, 0.0), "unitary")))
    assert made["missing_reason"].tolist() == ["no other area has the same facts published"]
    assert len(s.ranked(table(((math.nan, 400, 20, 0.0), "unitary")))) == 1


def test_a_county_and_its_districts_are_no_neighbours():
    alike = (90_000, 400, 20, 0.0)
    found = pairs(s.ranked(table((alike, "county"), (alike, "district", "A00"), (alike, "district", "A09"))))
    assert set(found) == {("A00", "A02"), ("A01", "A02"), ("A02", "A00"), ("A02", "A01")}


def test_a_county_that_lacks_its_own_facts_has_those_of_its_districts_only_if_all_have_them():
    districts = [((60_000, 300, 10, 0.0), "district", "A00"), ((20_000, 50, 30, 0.2), "district", "A00")]
    context = table(((math.nan,) * 4, "county"), *districts).assign(area_km2=[math.nan, 200, 400])
    (county, *_) = s.completed(context).to_dict("records")
    assert (county["population_2008"], county["area_km2"]) == (80_000, 600)
    assert county["people_per_km2"] == pytest.approx(80_000 / 600)
    assert county["imd_2007_mean_score"] == pytest.approx((60_000 * 10 + 20_000 * 30) / 80_000)
    assert county["share_in_most_deprived_tenth"] == pytest.approx(0.05)
    assert county["note"].startswith("worked out from its districts: population in 2008, average deprivation")
    context.loc[1, "population_2008"] = math.nan
    (county, *_) = s.completed(context).to_dict("records")
    assert math.isnan(county["population_2008"]) and math.isnan(county["imd_2007_mean_score"])
    assert (county["area_km2"], county["note"]) == (600, None)


def test_what_a_county_has_of_its_own_is_kept():
    context = table(((81_000, 140, 16, 0.06), "county"), ((60_000, 300, 10, 0.0), "district", "A00"))
    context = context.assign(area_km2=[590.0, 200.0])
    assert s.completed(context)[s.COLUMNS].equals(context[s.COLUMNS])
    assert s.completed(context)["note"].isna().all()


def test_the_fixture_world_lists_its_areas_by_kind_and_its_county_without_its_districts(world):
    rows = world.con.execute(
        "select area_code, similar_code from marts.similar_areas order by area_code, rank"
    ).fetchall()
    of = {code: [similar for area, similar in rows if area == code] for code, _ in rows}
    assert of[w.BARCHESTER][0] == w.SILVERBRIDGE
    assert set(of[w.BARSETSHIRE]) == {w.CASTERBRIDGE, w.COKETOWN}
    assert of[w.WALMINGTON] == [None]
    assert set(of) == {*w.DISTRICTS, *w.AGREEMENT_AREAS}


def test_every_area_of_england_is_there_and_counties_are_beside_counties(real):
    rows = real.con.execute(
        """
        select areas.area_type, count(distinct area_code), count(distinct area_code) filter (rank = 15),
            bool_and(is_same_kind), count(distinct area_code) filter (missing_reason is not null)
        from marts.areas as areas left join marts.similar_areas using (area_code)
        where is_agreement_area or is_district group by 1 order by 1
        """
    ).fetchall()
    assert rows == [
        ("county", 27, 22, True, 5),  # Five without a population in 2008.
        ("district", 201, 178, True, 23),
        ("london_borough", 33, 33, True, 0),
        ("metropolitan", 36, 36, True, 0),
        ("unitary", 56, 53, True, 3),  # Bournemouth and Poole without a population, Scilly without deprivation.
    ]


def test_portsmouth_and_luton_by_hand(real):
    """From definitions/context.csv: Portsmouth has 196,000 people, 4,889.7 to the km², score 24.09, share 0.0976; Luton
    192,100, 4,398.0, 24.26, 0.0496. Of the 322 areas with all four the logarithms of the first two spread by
    0.690786 and 1.371895, the scores by 8.839763; the shares stand at ranks 247 and 208, whose normal scores are
    0.723527 and 0.369971 and spread by 0.865728."""
    squares = [
        ((math.log(196_000) - math.log(192_100)) / 0.690786) ** 2,  # 0.0008
        ((math.log(4_889.7) - math.log(4_398.0)) / 1.371895) ** 2,  # 0.0060
        0.5 * ((24.09 - 24.26) / 8.839763) ** 2,  # 0.0002
        0.5 * ((0.723527 - 0.369971) / 0.865728) ** 2,  # 0.0834
    ]
    assert stats.norm.ppf((247 - 0.375) / 322.25) == pytest.approx(0.723527, abs=1e-6)
    name, distance, similarity = real.con.execute(
        "select similar_name, distance, similarity from marts.similar_areas where area_code = 'E06000044' and rank = 1"
    ).fetchone()
    assert (name, distance) == ("Luton", pytest.approx(math.sqrt(sum(squares)), abs=1e-5))
    assert (round(distance, 4), round(similarity, 2)) == (0.3007, 0.96)


@pytest.mark.parametrize("area", ["City of London", "Rutland", "Birmingham"])
def test_areas_that_nobody_is_like_carry_the_warning(area, real):
    assert real.con.execute(
        "select distinct is_unusual from marts.similar_areas join marts.areas using (area_code) where name = ?", [area]
    ).fetchall() == [(True,)]
