"""Fields for what is looked for: suggestions as one types, and the answer said for who hears the page."""

from urllib.parse import urlencode

from pages.components.finding import asked
from pages.components.markup import templates
from pages.serving import links


def field(said: str) -> None:
    """The field for a place, or anything else, with what the address asks for. `said`: the answer, to be read out."""
    templates.show(
        "finding/field",
        **_field("find-place", "place", said),
        label="Your town, village, ward, council or county",
        example="For example Fareham, Huddersfield, Notts or E06000044",
    )


def measures(said: str) -> None:
    """The field for an indicator."""
    templates.show(
        "finding/field",
        **_field("find-measure", "q", said, page="indicators", of="measures"),
        label="A number, words or an abbreviation",
        example="For example 151, obese children or NEET",
    )


def bar() -> dict:
    """The field that every page has in its bar, for its template."""
    field = _field("find-all", "place", None, is_asked=False)
    return field | {"label": "A place, a measure, a theme or a word", "example": None}


def _field(
    code: str, name: str, said: str | None, page: str = "", of: str | None = None, is_asked: bool = True
) -> dict:
    """What the template of a field needs. `code`: its id; `name`: of the choice that it asks for, on `page`."""
    as_of = asked.text("as_of")
    data = {
        "script": links.asset("find.js"),
        "library": links.asset("autocomplete/accessible-autocomplete.min.js"),
        "suggestions": "/places.json?" + urlencode({**_given(as_of=as_of, of=of), "q": ""}),
        **_given(said=said),
    }
    value = (asked.text(name) if is_asked else None) or ""
    return {"data": templates.data(data), "code": code, "name": name, "page": page, "value": value, "as_of": as_of}


def _given(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}
