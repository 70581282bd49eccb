"""Worked examples: invented counties with three districts each, beside the fixture world."""

from pathlib import Path

from tests.worlds import packs as p


def example_codes(number: int) -> tuple[str, tuple[str, ...]]:
    """The codes of an invented county and of its three districts."""
    return f"X100000{number:02}", tuple(f"X0700{number - 1:03}{district}" for district in (1, 2, 3))


EXAMPLE_COUNTY, EXAMPLE_DISTRICTS = example_codes(1)


def write_example(data: Path, outturns: list[dict], threshold: int = 5, number: int = 1) -> Path:
    """A worked example of a county with three districts, and these outturns of Barsetshire's indicators.

    `number`: which of several; the codes in its outturns are those of the first.
    """
    county, districts = example_codes(number)
    own = dict(zip((EXAMPLE_COUNTY, *EXAMPLE_DISTRICTS), (county, *districts), strict=True))
    places = [{"area_code": county, "name": f"Cranford {number}", "area_type": "county"}]
    places += [
        {"area_code": code, "name": f"Part {code[-1]} of {number}", "area_type": "district"} for code in districts
    ]
    agreement = {**p.SHEETS["agreement"][0], "area_code": county, "is_example": "yes"}
    sheets = {
        "agreement": [{**agreement, "suppress_below": str(threshold)}],
        "areas": places,
        "policy_areas": p.SHEETS["policy_areas"],
        "indicators": p.SHEETS["indicators"],
        "targets": [p.SHEETS["targets"][3]],
        "outturns": [{**row, "area_code": own.get(code := row.get("area_code", ""), code)} for row in outturns],
    }
    return p.write(data, f"cranford{number}", sheets)
