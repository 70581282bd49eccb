"""The page for the board of a meeting as tests read it, and its targets by SQL of the tests' own."""

import re
from urllib.parse import unquote

from tests.pages.views import read, written
from tests.running import PROJECT

EXAMPLE, ROTHERHAM, CUMBRIA, SALFORD, CORNWALL = "X10000001", "E08000018", "E10000006", "E08000006", "E06000052"
BOLTON = "E08000001"  # Its papers print a measure, and no target.
PACK = PROJECT / "data" / "agreements" / "exampleshire"
DAY = "2010-09-14"
GOOD, UNSAID = "On track, close or kept", "Cannot be said, or dropped"


def page_of(area: str = EXAMPLE, day: str | None = DAY, **choices: str) -> str:
    return written("board", area=area, **({"on": day} if day else {}), **choices)


def exceptions(page: str) -> list[tuple[str, str]]:
    """The target of each exception, by the address of its chart, and its markup, in the order of the page."""
    found = re.findall(r'<details class="exception.*?</details>', page, flags=re.DOTALL)
    return [(unquote(re.search(r"target=([^&\"]+)", one)[1]), one) for one in found]


def printed_later(con, area: str, day: str) -> set[str]:
    """The figures that papers of an agreement printed only after the day, without those too short to be told apart."""
    found = con.execute(
        """
        select value_as_published from marts.promise_points
        where agreement_code = ? and length(value_as_published) > 3
        group by value_as_published having min(said_by) > cast(? as date)
        """,
        [area, day],
    ).fetchall()
    return {text for (text,) in found}


def seen(figures: set[str], text: str) -> list[str]:
    """Which of these figures stand in a text, each by itself and no part of another."""
    return [one for one in figures if re.search(rf"(?<![\d.,−-]){re.escape(one)}(?!\d)", text)]


# Behind a target of a district stands which.
TITLED = """
    case when promises.area_code = promises.agreement_code or contains(promises.title, promises.area_name)
        then promises.title else promises.title || ', ' || promises.area_name end
"""


def standing(con, area: str, day: str) -> dict[str, dict]:
    """The targets of the edition of a day, each with its rating, by SQL of the test's own."""
    found = con.execute(
        f"""
        select promises.target, {TITLED} as title, promises.is_removed, promises.lead_partner, promises.theme_name,
            promises.contributing_partners, ratings.rating_code, ratings.end_code, ratings.value,
            ratings.ends_on < cast($day as date) as is_over
        from marts.promises as promises
        left join marts.ratings as ratings using (pack, edition, target)
        where promises.agreement_code = $area and promises.kind not in ('earlier agreement', 'no target')
            and promises.target is not null
            and promises.edition = (select max(edition) from marts.editions
                where agreement_code = $area and edition <= cast($day as date))
        """,
        {"area": area, "day": day},
    ).df()
    return {row["target"]: row for row in found.to_dict("records")}


def part(page: str, title: str) -> str:
    """What is read in the fold with this heading; nothing where the page has none."""
    start = page.find(f"<summary><h2>{title}</h2>")
    end = page.find("<summary><h2>", start + 1)
    return read(page[start : end if end > 0 else None]) if start >= 0 else ""
