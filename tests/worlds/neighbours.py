"""Two made-up regions with a county, its districts and boroughs, and figures of every sort for them."""

import math

import numpy as np

ENGLAND, NORTH, SOUTH, SHIRE = "E92000001", "R1", "R2", "K"
DISTRICTS, BOROUGHS = [f"D{n}" for n in range(1, 7)], [f"U{n}" for n in range(1, 8)]
# Code: whether a district, whether an agreement area, region, county.
AREAS = {
    ENGLAND: (False, False, None, None), NORTH: (False, False, None, None), SOUTH: (False, False, None, None),
    SHIRE: (False, True, NORTH, None),
    **{code: (True, False, NORTH, SHIRE) for code in DISTRICTS},
    **{code: (True, True, NORTH if code < "U4" else SOUTH, None) for code in BOROUGHS},
}  # fmt: skip
CARDS = [code for code, (is_district, is_agreement, *_) in AREAS.items() if is_district or is_agreement]


def figure(
    code: str = "U1", value: float = 10.0, half: float | None = None, counts: tuple | None = None, **more
) -> dict:
    """A published figure; `half` its 95% interval, `counts` the numerator and denominator."""
    lower, upper = (math.nan, math.nan) if half is None else (value - half, value + half)
    numerator, denominator = counts or (math.nan, math.nan)
    row = {"area_code": code, "series_id": "s1", "indicator": "NI 1", "reporting_year": "2009/10", "period": "p1",
           "value": value, "lower": lower, "upper": upper, "numerator": numerator, "denominator": denominator,
           "unit": "%", "decimals": 1, "polarity": "higher"}  # fmt: skip
    return row | more


def alike(seed: int = 0) -> dict[str, list[str]]:
    """For every area but one its similar areas in some order; U7 has none."""
    order = np.random.default_rng(seed)
    return {code: [str(x) for x in order.permutation([c for c in CARDS if c != code])][:10] for code in CARDS[:-1]}


def drawn(seed: int) -> list[dict]:
    """Figures of every sort for two series, some with counts, intervals, another period, or none at all."""
    chance, rows = np.random.default_rng(seed), []
    for series in ("s1", "s2"):
        unit = str(chance.choice(["%", "per 1,000 homes", "£"]))
        shared = {"series_id": series, "unit": unit, "polarity": str(chance.choice(["higher", "lower", "neither"]))}
        scale = {"%": 100, "per 1,000 homes": 1000}.get(unit, 1)
        share, is_narrow = chance.choice([0.002, 0.2]), chance.random() < 0.3
        for code in AREAS:
            if chance.random() < 0.1:
                continue
            total = int(chance.integers(300, 4000)) * (1 if code in CARDS else 20)
            count = int(chance.binomial(total, share))
            value = round(scale * count / total, 1) if chance.random() < 0.8 else round(float(chance.normal(20, 5)), 1)
            value = 3.0 if is_narrow and chance.random() < 0.6 else value
            half = round(float(chance.uniform(0, 5)), 1) if chance.random() < 0.6 else None
            counts = (count, total) if chance.random() < 0.6 else None
            period = "p2" if chance.random() < 0.1 else "p1"
            rows.append(figure(code, value, half, counts, period=period, **shared))
    return rows or [figure()]


def worlds_drawn(seed: int) -> list[dict]:
    """Eight such worlds in one table, each with series of its own: they cost hardly more to compare than one."""
    return [
        row | {"series_id": f"{row['series_id']} of {number}"} for number in range(8) for row in drawn(seed + number)
    ]
