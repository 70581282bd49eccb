"""The field in which a place is typed: suggestions as one types, and the answer said for who hears the page."""

from urllib.parse import urlencode

import streamlit as st

from pages.components.finding import asked
from pages.serving import links

# The script is a file the browser keeps; until it has come the form asks for an address, as forms do.
_LOADER = """
const script = import(new URL("{}", location.origin)).catch(() => null);
export default async (component) => (await script)?.default(component);
"""
_FORM = """
<div class="find-root">
  <form class="find" role="search" action="/" method="get">
    <label for="find-place">Your town, village, ward, council or county</label>
    <div class="find-row">
      <div class="find-box"><input class="autocomplete__input" id="find-place" name="place" type="text"></div>
      <button type="submit">Find</button>
    </div>
    <p class="quiet">For example Fareham, Huddersfield, Notts or E06000044</p>
  </form>
  <p class="find-said visually-hidden" role="status"></p>
</div>
"""
_field = st.components.v2.component(
    "find_place", html=_FORM, js=_LOADER.format(links.asset("find.js")), isolate_styles=False
)


def field(said: str) -> None:
    """The field with what the address asks for. `said`: the answer in a sentence, to be read out when it changes."""

    def keep() -> None:
        text = st.session_state["find_place"].place
        if text:
            st.query_params["place"] = links.bounded(str(text))
        else:
            st.query_params.pop("place", None)

    as_of = asked.text("as_of")
    suggestions = "/places.json?" + urlencode({**({"as_of": as_of} if as_of else {}), "q": ""})
    library = links.asset("autocomplete/accessible-autocomplete.min.js")
    data = {"value": asked.text("place") or "", "said": said, "library": library, "suggestions": suggestions}
    _field(data=data, key="find_place", on_place_change=keep)
