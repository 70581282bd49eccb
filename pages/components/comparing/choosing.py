"""Which place, which others and which view of them an address asks for: the address says the whole comparison."""

from typing import NamedTuple

from markupsafe import Markup

from data_pipeline import queries, words
from data_pipeline.drawings import svg
from pages.components.finding import asked
from pages.components.markup import notes, templates
from pages.components.surfaces import on_page
from pages.serving import database, links

SIMILAR, REGION, COUNTY, CHOSEN = "similar", "region", "county", "chosen"
SAYS = words.comparing.groups


class Group(NamedTuple):
    """The places that one is set beside: of which kind, their names by code, and what they are called in a sentence."""

    kind: str
    names: dict[str, str]
    called: str

    def rows(self, area: dict, year: str) -> list[dict]:
        """Every measure of the area beside them."""
        return database.lasting(queries.compared, area["area_code"], year, self.kind, *self.names)


def group(area: dict) -> Group:
    """The places that `?with=` asks for: similar ones, those of the region or county, or up to ten by code or name.

    Where none are known to be similar, and nothing else is asked for, those of the region.
    """
    peers = database.lasting(queries.peers, area["area_code"])
    kinds = _kinds(area, peers)
    written = asked.text("with")
    kind = asked.option(written, (SIMILAR, *kinds, CHOSEN)) if written else SIMILAR
    picked = _picked(written, area, peers) if written and kind is None else []
    options = {name: SAYS.option(name, len(codes), _around(area, name)) for name, codes in kinds.items()}
    if picked:
        kind = ",".join(picked)
        options[kind] = SAYS.chosen([peers[code]["name"] for code in picked])
    elif kind not in kinds:
        kind = next(iter(kinds), SIMILAR)
    if SIMILAR not in kinds:
        notes.html('<p class="quiet">{}</p>', SAYS.NO_SIMILAR)
    if options:
        on_page().select("Beside", "with", options, kind, width=330)
    codes = picked or kinds.get(kind, [])
    names = {code: peers[code]["name"] for code in codes}
    kind = CHOSEN if picked else kind
    return Group(kind, names, SAYS.called(kind, list(names.values()), _around(area, kind)))


def _kinds(area: dict, peers: dict[str, dict]) -> dict[str, list[str]]:
    """The groups that a place has by itself, each with its codes, as far as there are any."""
    near = {code: row for code, row in sorted(peers.items(), key=lambda one: one[1]["name"]) if row["is_near"]}
    found = {
        SIMILAR: [code for code, row in peers.items() if row["rank"] and row["rank"] <= queries.MOST_CHOSEN],
        REGION: [code for code, row in near.items() if row["region_code"] == area["region_code"]],
        COUNTY: [
            code for code, row in near.items() if area["county_code"] and row["county_code"] == area["county_code"]
        ],
    }
    return {kind: codes for kind, codes in found.items() if codes}


def _around(area: dict, kind: str) -> str | None:
    return {REGION: area["region"], COUNTY: area["county_name"]}.get(kind)


def _picked(written: str, area: dict, peers: dict[str, dict]) -> list[str]:
    """The places written between commas, in their order; which are none, or cannot be, is named on the page."""
    found: dict[str, None] = {}
    meant = {part: asked.place(part) for part in filter(None, map(str.strip, written.split(",")))}
    for part, place in meant.items():
        if place is None:
            asked.unknown("a comparison with", part, SAYS.THE_OTHERS if any(meant.values()) else SAYS.THE_SIMILAR)
        elif place["area_code"] in peers:
            found[place["area_code"]] = None
        elif place["area_code"] != area["area_code"]:
            notes.html('<p class="not-known" role="note">{}</p>', SAYS.of_no_tier(place["name"], area["name"]))
    codes, over = list(found)[: queries.MOST_CHOSEN], list(found)[queries.MOST_CHOSEN :]
    if over:
        told = SAYS.too_many(queries.MOST_CHOSEN, [peers[code]["name"] for code in over])
        notes.html('<p class="not-known" role="note">{}</p>', told)
    return codes


def form(area: dict, chosen: Group) -> None:
    """A form that asks for chosen places: similar ones to tick, others by name; it needs no script.

    Before it a warning, where no place is much like the area.
    """
    peers = database.lasting(queries.peers, area["area_code"])
    if chosen.kind == SIMILAR and any(row["is_unusual"] for row in peers.values()):
        notes.html('<p class="answer">{}</p>', words.comparisons.unusual(area["name"]))
    offered = {code: row["name"] for code, row in peers.items() if row["rank"]}
    ticked = chosen.names if chosen.kind in (CHOSEN, SIMILAR) else {}
    templates.show(
        "comparing/choosing",
        area=area,
        others=[(code, name, code in ticked) for code, name in (offered | ticked).items()],
        kept={name: value for name in ("area", "year", "view", "theme", "as_of") if (value := links.given(name))},
        most=queries.MOST_CHOSEN,
        is_open=asked.text("with") == CHOSEN,
    )


def theme(rows: list[dict], view: str, is_counted: bool = True) -> tuple[str, list[dict]]:
    """The theme of `?theme=`, else the one with most to compare, with links to each; and the measures of it.

    `is_counted`: the links say how many measures of each can be compared, and leave out those without any.
    """
    codes = database.lasting(queries.themes)
    compared = [row for row in rows if row["why_not"] is None]
    counts = {name: sum(row["laa_theme"] == name for row in compared) for name in codes.values()}
    default = max(counts, key=counts.get)
    chosen = asked.of(
        "theme", "the theme", {name: name for name in counts}, default,
        lambda written, known: asked.option(codes.get(written.upper(), written), known),
    )  # fmt: skip
    options = {name: f"{name} ({count})" for name, count in counts.items() if count}
    if not is_counted:
        options = {name: name for name in counts}
    links_to("Theme", "theme", options, chosen, view=view)
    return chosen, [row for row in compared if row["laa_theme"] == chosen]


def links_to(label: str, name: str, options: dict[str, str], chosen: str, **more: str) -> None:
    """Links to a few views of the page, that which is shown marked."""
    entries = [(links.here(**{**more, name: code}), words, code == chosen) for code, words in options.items()]
    templates.show("comparing/links", label=label, entries=entries)


def everywhere(area: dict, year: str) -> tuple[str, dict[str, dict]]:
    """The kind of all places of which one is, and how they lie, as queries.everywhere has them."""
    kind = "district" if area["is_district"] else "agreement"
    tier = "both" if area["is_district"] and area["is_agreement_area"] else kind
    return kind, database.shared(queries.everywhere, kind, tier, area["region_code"] or "", year)


def picture(document: str) -> Markup:
    """A picture as an address, to stand between double quotes: escaped as text is, it would be a third longer."""
    return Markup(svg.address(document))


def key(entries: list[tuple[str, str]]) -> list[tuple[Markup, str]]:
    """The marks of a picture as pictures of their own, each with its name."""
    document = '<svg xmlns="http://www.w3.org/2000/svg" width="28" height="14">{}</svg>'
    return [(picture(document.format(drawn)), name) for drawn, name in entries]
