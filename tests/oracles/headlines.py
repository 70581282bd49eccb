"""Which improvements and shortfalls of a card can be headlines, how sure each is, and how large."""

from tests.oracles.gaps import context
from tests.oracles.published_files import AREAS, SERIES, is_of_few_places, less

FEW_PEOPLE = 10_000


def headline_sizes(
    area: str, lines: list[dict], spreads: dict[tuple[str, str], dict], is_clear: dict[tuple[str, str], bool | None]
) -> tuple[list[tuple[bool, float]], list[tuple[bool, float]]]:
    """Of the lines of one card: how sure and how large each improvement and each shortfall is, in typical distances.

    `spreads`: by series and kind of area. `is_clear`: by area and series whether its distance from England is clear,
    None where that was not tested.
    """
    improvements, shortfalls = [], []
    kind = "agreement" if AREAS[area]["area_type"] == "county" else "district"
    people = context().get(area, (None, None))[1]
    for line in lines:
        spread = spreads.get((line["series_id"], kind))
        if line["value"] is None or not spread or not spread["typical_distance"]:
            continue
        sign = 1 if SERIES[line["series_id"]]["polarity"] == "higher" else -1
        middle = line["england_value"] if line["england_value"] is not None else spread["median"]
        behind = -sign * less(line["value"], middle, SERIES[line["series_id"]]["decimals"]) / spread["typical_distance"]
        # Of a count of everything there is no chance to tell a difference from.
        is_complete = SERIES[line["series_id"]]["margin"] in ("complete count", "own score")
        is_behind_clear = True if is_complete else is_clear.get((area, line["series_id"]))
        is_alone = is_of_few_places(line["series_id"]) or SERIES[line["series_id"]]["tiers"] == "own"
        reasons = [(bool(is_behind_clear), behind)]
        if is_behind_clear is False or (is_alone and line["england_value"] is None):
            reasons = []
        if line["better_or_worse"] in ("better", "worse") and line["is_change_clear"] is not False:
            gain = sign * line["change_since_start"] / spread["typical_distance"]
            is_sure = line["is_change_clear"] is True
            if gain > 0 and (is_sure or people is None or people >= FEW_PEOPLE):
                improvements.append((is_sure, gain))
            reasons.append((is_sure, -gain))
        reasons = [found for found in reasons if found[1] > 0 and (found[0] or people is None or people >= FEW_PEOPLE)]
        if reasons:
            shortfalls.append(max(reasons))
    return improvements, shortfalls
