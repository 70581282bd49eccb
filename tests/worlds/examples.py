"""Worked examples: invented counties with three districts each, beside the fixture world; one of them hostile."""

from pathlib import Path

from data_pipeline.reading import packs
from tests.worlds import figures as w
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


# In turn: what plotly takes for a link, an entity and the name of a figure; HTML; Streamlit's and any Markdown.
ORDERS = (
    '<a href="https://evil.example/a">go</a>&lt;i&gt;%{meta}<img src="https://evil.example/b" onerror="alert(1)"> '
    ":red[c] **d** ![e](https://evil.example/e) [f](javascript:alert(1)) $g^2$ `h`"
)
BRIEF = ORDERS[: ORDERS.index("<img")]  # For where a text may have a hundred letters.
# Columns whose texts are compared with others', or are words of ours.
COMPARED = {"published_change", "score", "year", "lead_partner", "contributing_partners", "baseline"}


def write_hostile(data: Path) -> Path:
    """Write the fixture world into the folder `data` with a pack and a worked example of which every text that may hold
    anything tries to be markup."""
    w.write(data)
    for series in w.SERIES:
        w.amend_series(
            data, series["series_id"], series_title=f"Title {ORDERS}", unit=f"units {ORDERS}", decimals="1",
            caveat=f"Caveat {ORDERS}", publisher=f"Publisher {ORDERS}", licence=f"Licence {ORDERS}",
        )  # fmt: skip
    pack = p.write(data)
    outturns = [
        {"indicator": "LI 1", "area_code": code, "period": period, "value": value, "published_on": "2010-06"}
        for code in (EXAMPLE_COUNTY, *EXAMPLE_DISTRICTS)
        for period, value in (("2008/09", "31"), ("2009/10", "35"), ("2010/11", "40"))
    ]
    for each in (pack, write_example(data, outturns)):
        for sheet in packs.SHEETS:
            make_hostile(each, sheet)
    for file in pack.glob("commentary/*.md"):
        file.write_text(file.read_text().rstrip() + f" {ORDERS}\n")
    return data


def make_hostile(pack: Path, sheet: str) -> None:
    """Have every text of a sheet that may hold anything give orders."""
    if not (pack / f"{sheet}.csv").exists():
        return
    free = {
        column["name"]: column["constraints"]["maxLength"]
        for column in packs.fields(sheet)
        if column["type"] == "string" and not {"enum", "pattern"} & set(column.get("constraints", {}))
        and not {"printed", "period", "when"} & set(column) and column["name"] not in COMPARED
        and not column["name"].endswith(("url", "link", "_by"))
    }  # fmt: skip
    rows = p.rows_of(pack, sheet)
    for row in rows:
        row |= {name: f"{row[name]} {ORDERS if most > 100 else BRIEF}" for name, most in free.items() if row[name]}
    w.write_rows(pack / f"{sheet}.csv", packs.columns(sheet), rows)
