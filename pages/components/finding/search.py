"""The field in which a place is typed: suggestions as one types, and the answer said for who hears the page."""

from urllib.parse import urlencode

from pages.components.finding import asked
from pages.components.markup import templates
from pages.serving import links


def field(said: str) -> None:
    """The field with what the address asks for. `said`: the answer in a sentence, to be read out."""
    as_of = asked.text("as_of")
    data = {
        "script": links.asset("find.js"),
        "said": said,
        "library": links.asset("autocomplete/accessible-autocomplete.min.js"),
        "suggestions": "/places.json?" + urlencode({**({"as_of": as_of} if as_of else {}), "q": ""}),
    }
    templates.show("finding/field", data=templates.data(data), value=asked.text("place") or "", as_of=as_of)
