"""Which district and which order of the lines of enquiry an address asks for."""

from data_pipeline import queries
from pages.components.finding import asked, pickers
from pages.serving import database

ORDERS = {"sure": "The surest first", "policy": "By policy area"}


def district(area: dict) -> dict | None:
    """The district that the lines are to be about, by `?district=`, or by `?ward=` that of the ward: code, name, said.

    None for the whole area; only a county has districts.
    """
    places = {row["area_code"]: row["name"] for row in database.lasting(queries.districts, area["area_code"])}
    if not places:
        return None
    ward = _ward(asked.text("ward"), places)
    options = {pickers.ALL: f"All of {area['name']}", **places}
    chosen = pickers.choose("District", "district", options, ward[1] if ward else pickers.ALL, _code)
    if chosen == pickers.ALL:
        return None
    is_ward = ward and ward[1] == chosen
    said = f"{ward[0]}, a ward of {places[chosen]}" if is_ward else f"{places[chosen]}, in {area['name']}"
    return {"area_code": chosen, "name": places[chosen], "said": said}


def _code(written: str, known: dict) -> str | None:
    return asked.option(written, known) or asked.area(written, known)


def _ward(written: str | None, places: dict[str, str]) -> tuple[str, str] | None:
    """The ward of this name, or code, and its district among `places`; what is none of them is named on the page."""
    if not written:
        return None
    with database.cursor() as cursor:
        for row in queries.places(cursor, written):
            for card in row["cards"]:
                if card["area_code"] in places:
                    return row["name"], card["area_code"]
    asked.unknown("the ward", written, None, "which is not known in this area")
    return None


def order(lines: list[dict]) -> str:
    """The surest first, or by the agreement's policy areas, where it has any."""
    has_policy = len({line["policy_area_name"] for line in lines if line["policy_area_name"]}) > 1
    return pickers.switch("Order", "by", ORDERS, "sure") if has_policy else "sure"
