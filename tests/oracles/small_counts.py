"""Whether a count that was withheld can be worked out from the figures that are kept."""

import itertools

from tests.worlds.examples import EXAMPLE_COUNTY, EXAMPLE_DISTRICTS


def as_count(printed: str) -> int:
    return int(printed) if printed.isdigit() else 0


def betrayed(rows: list[dict], threshold: int, kept: list[tuple[str, float | None]]) -> bool:
    """Whether a small or withheld count is among the figures kept, or can be worked out from them."""
    shown: dict[str, set[float]] = {}
    for code, value in kept:
        if value is not None:
            if 0 < value < threshold:
                return True
            shown.setdefault(code, set()).add(value)
    small = {row["area_code"] for row in rows if row["value"][0] == "<" or 0 < as_count(row["value"]) < threshold}
    withheld = small | {row["area_code"] for row in rows if row.get("status") == "c"}
    unknown = [code for code in EXAMPLE_DISTRICTS if code in withheld or code not in shown]
    for total in shown.get(EXAMPLE_COUNTY, ()):
        known = [shown[code] for code in EXAMPLE_DISTRICTS if code not in unknown]
        for others in itertools.product(*known):
            rest = total - sum(others)
            if len(unknown) == 1 and unknown[0] in withheld:
                return True
            if unknown and set(unknown) <= small and rest >= 0:
                ways = [way for way in itertools.product(range(1, threshold), repeat=len(unknown)) if sum(way) == rest]
                if len(ways) == 1:
                    return True
    return False
