"""Direction of travel: what must not change a verdict, and which way it must change."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from data_pipeline.statistics.direction import directions
from tests.worlds.series import points, shares

WORDS = ["rule", "verdict", "verdict_95", "fingertips_verdict", "signal", "target_lies", "assurance", "reason"]
SIZES = ["change", "slope", "smallest_detectable", "centre", "lower_limit", "upper_limit"]
BACK = {
    "improving": "worsening", "worsening": "improving", "rising": "falling", "falling": "rising",
    "probably improving": "probably worsening", "probably worsening": "probably improving",
    "probably rising": "probably falling", "probably falling": "probably rising",
}  # fmt: skip
OTHER = {"higher": "lower", "lower": "higher", "neither": "neither"}
tenths = st.integers(-400, 400).map(lambda number: number / 10)
halves = st.integers(2, 80).map(lambda number: number / 10)
# Each example is a dozen series in one call, so few examples are many series.
few = settings(max_examples=10)


@st.composite
def worlds(draw):
    """Some series with intervals or without, of years, two years or quarters, whatever their length."""
    frames = []
    for number in range(draw(st.integers(1, 12))):
        size = draw(st.integers(1, 16))
        columns = {"half": draw(st.lists(halves, min_size=size, max_size=size)), "key": f"key {number}"}
        columns |= draw(st.sampled_from([{}, {}, {"step": 0.25, "months": 3}, {"months": 24}, {"half": np.nan}]))
        values = draw(st.lists(tenths, min_size=size, max_size=size))
        frames.append(points(values, polarity=draw(st.sampled_from(list(OTHER))), target=3.0, **columns))
    return pd.concat(frames, ignore_index=True)


def with_sizes(frame, change):
    return frame.assign(**{name: change(frame[name]) for name in ("value", "lower", "upper", "target")})


@few
@given(worlds())
def test_a_mirror_image_with_the_other_polarity_is_judged_alike(frame):
    mirrored = with_sizes(frame, lambda size: -size).rename(columns={"lower": "upper", "upper": "lower"})
    mirrored["polarity"] = frame["polarity"].map(OTHER)
    before, after = directions(frame), directions(mirrored)
    is_judged = ~before["key"].isin(frame.loc[frame["polarity"] == "neither", "key"])
    same = ["rule", "verdict", "verdict_95", "fingertips_verdict", "assurance", "reason"]
    pd.testing.assert_frame_equal(before.loc[is_judged, same], after.loc[is_judged, same])
    assert [BACK.get(word, word) for word in before.loc[~is_judged, "verdict_95"]] == list(
        after.loc[~is_judged, "verdict_95"]
    )
    np.testing.assert_allclose(before["change"], -after["change"], atol=1e-9)
    np.testing.assert_allclose(before["smallest_detectable"], after["smallest_detectable"])


@few
@given(worlds(), st.sampled_from([0.001, 0.25, 7.0, 1e6]))
def test_another_unit_changes_sizes_and_nothing_else(frame, factor):
    before, after = directions(frame), directions(with_sizes(frame, lambda size: size * factor))
    pd.testing.assert_frame_equal(before[WORDS], after[WORDS])
    np.testing.assert_allclose(after[SIZES], before[SIZES] * factor, rtol=1e-6, atol=1e-9 * factor)


@few
@given(worlds(), st.sampled_from([-1000.0, 3.0, 5000.0]))
def test_a_constant_added_to_all_values_changes_no_size_of_change(frame, constant):
    before, after = directions(frame), directions(with_sizes(frame, lambda size: size + constant))
    changes = ["change", "slope", "smallest_detectable", "p_value", "statistic"]
    np.testing.assert_allclose(after[changes], before[changes], rtol=1e-5, atol=1e-5)
    # Slopes that are nought but for the last digit have no sign to keep, which Fingertips' rule asks for.
    steady = before["rule"] != "direction.fingertips"
    pd.testing.assert_frame_equal(before.loc[steady, WORDS], after.loc[steady, WORDS])


@few
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_the_company_of_other_series_change_nothing(frame, random):
    order = list(range(len(frame)))
    random.shuffle(order)
    before = directions(frame).sort_values("key", ignore_index=True)
    after = directions(frame.iloc[order]).sort_values("key", ignore_index=True)
    pd.testing.assert_frame_equal(before, after)
    key = before["key"].iloc[len(before) // 2]
    alone = directions(frame[frame["key"] == key])
    pd.testing.assert_frame_equal(alone[WORDS], before.loc[before["key"] == key, WORDS].reset_index(drop=True))


def test_keys_may_be_tuples():
    frame = pd.concat([points([1, 2], half=0.1), points([2, 1], half=0.1)], ignore_index=True)
    frame["key"] = [("NI 1", "E1"), ("NI 1", "E1"), ("NI 1", "E2"), ("NI 1", "E2")]
    answer = directions(frame)
    assert answer["key"].tolist() == [("NI 1", "E1"), ("NI 1", "E2")]
    assert answer["verdict"].tolist() == ["improving", "worsening"]


def ranks(frames):
    order = ["worsening", "probably worsening", "no clear change", "probably improving", "improving"]
    answer = directions(pd.concat(frames))
    return answer[["verdict", "verdict_95"]].map(order.index).to_numpy(), answer["rule"].to_numpy()


def test_a_better_latest_figure_never_has_a_worse_verdict():
    rng = np.random.default_rng(9)
    before, after = [], []
    for key in range(600):
        size = rng.integers(2, 6)
        columns = {"half": rng.integers(1, 80, size) / 10, "key": key}
        values = rng.integers(0, 200, size) / 10
        before.append(points(values, **columns))
        values[-1] += rng.integers(1, 100) / 10
        after.append(points(values, **columns))
    assert (ranks(after)[0] >= ranks(before)[0]).all()


def test_one_more_case_never_has_a_worse_verdict():
    base, firsts = [60, 75], [0, 1, 3, 8, 20, 41, 58, 60]
    pairs = [(first, second) for first in firsts for second in range(76)]
    verdicts, rules = ranks([shares(pair, base, key=f"{number}") for number, pair in enumerate(pairs)])
    assert set(verdicts[:, 0]) == {0, 2, 4}
    for row, rule in zip(verdicts[:, 0].reshape(len(firsts), -1), rules.reshape(len(firsts), -1), strict=True):
        # Two tests may differ by a hair where one takes over from the other.
        assert ((np.diff(row) >= 0) | (rule[1:] != rule[:-1])).all()
