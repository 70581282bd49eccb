"""Which improvements and shortfalls of a card can be headlines, and how large each is."""

from tests.oracles.published_files import AREAS, SERIES, is_of_few_places, less


def headline_sizes(
    area: str, lines: list[dict], spreads: dict[tuple[str, str], dict], not_clear: set[tuple[str, str]]
) -> tuple[list[float], list[float]]:
    """Of the lines of one card: how large each improvement and each shortfall is, in typical distances.

    `spreads`: by series and kind of area. `not_clear`: areas and series whose distance from England could be chance.
    """
    improvements, shortfalls = [], []
    kind = "agreement" if AREAS[area]["area_type"] == "county" else "district"
    for line in lines:
        spread = spreads.get((line["series_id"], kind))
        if line["value"] is None or not spread or not spread["typical_distance"]:
            continue
        sign = 1 if SERIES[line["series_id"]]["polarity"] == "higher" else -1
        middle = line["england_value"] if line["england_value"] is not None else spread["median"]
        behind = -sign * less(line["value"], middle, SERIES[line["series_id"]]["decimals"]) / spread["typical_distance"]
        is_alone = is_of_few_places(line["series_id"]) or SERIES[line["series_id"]]["tiers"] == "own"
        if (area, line["series_id"]) in not_clear or (is_alone and line["england_value"] is None):
            behind = 0
        if line["better_or_worse"] in ("better", "worse") and line["is_change_clear"] is not False:
            gain = sign * line["change_since_start"] / spread["typical_distance"]
            if gain > 0:
                improvements.append(gain)
            else:
                behind = max(-gain, behind)
        if behind > 0:
            shortfalls.append(behind)
    return improvements, shortfalls
