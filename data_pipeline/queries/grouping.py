"""The promises of an agreement under its own policy areas, or under the four themes."""

from data_pipeline.queries.agreements import prospects, standing
from data_pipeline.queries.asking import Connection
from data_pipeline.queries.figures import themes
from data_pipeline.queries.papers import pack_sheet

NOT_GROUPED, OF_THE_WHOLE = "Not yet grouped", "The agreement as a whole"


SHEETS = ("commentary", "actions", "engagement")


def agreement_card(con: Connection, agreement_code: str, by: str, as_of: str | None = None) -> dict:
    """What the card of an agreement is made of: promises, history (of earlier agreements), groups, empty.

    `by`: 'policy' or 'theme'. Each promise is a row of `standing` with its `outlook`; `groups` are those that hold
    anything, as `groups` gives them, and `empty` the names of the others.
    """
    ahead = prospects(con, agreement_code, as_of)
    rows = [
        {**row, "outlook": ahead.get(row["target"], {}).get("outlook")} for row in standing(con, agreement_code, as_of)
    ]
    history, promises = ([row for row in rows if row["is_history"] == is_so] for is_so in (True, False))
    sheets = {name: pack_sheet(con, name, agreement_code, as_of) for name in SHEETS}
    found = groups(by, promises, pack_sheet(con, "policy_areas", agreement_code), themes(con), sheets)
    return {
        "promises": promises,
        "history": history,
        "groups": [group for group in found if not is_empty(group)],
        "empty": [group["name"] for group in found if is_empty(group)],
    }


def groups(by: str, rows: list[dict], policy_areas: list[dict], themes: dict[str, str], sheets: dict) -> list[dict]:
    """The same promises under policy areas or under themes, with what was said of each group; none left out.

    `themes`: their names by code. `sheets`: 'commentary', 'actions' and 'engagement' as queries.pack_sheet gives them.
    Each group: name, anchor, partnership, promises, and the rows of each sheet that concern it.
    """
    if by == "policy":
        order = [(area["policy_area"], area["name"], area["partnership"]) for area in policy_areas]
        # A measure that stands in none of the area's own groups stands under its national theme.
        own = {code for code, *_ in order}
        rows = [row | {"policy_area": _known(row["policy_area"], own) or row["theme_name"]} for row in rows]
        order += [(theme, theme, None) for theme in themes.values() if any(row["policy_area"] == theme for row in rows)]
    else:
        order = [(name, name, None) for name in themes.values()]
    theme_of = {area["policy_area"]: themes.get(area["theme"]) for area in policy_areas}
    group_of = {row["target"]: row["policy_area" if by == "policy" else "theme_name"] for row in rows}

    def belongs(row: dict) -> str | None:
        if by == "policy":
            return row["policy_area"] or group_of.get(row.get("target"))
        # What is said of a policy area has the theme that the partnership gave it, whatever its promises have.
        return themes.get(row.get("theme")) or group_of.get(row.get("target")) or theme_of.get(row["policy_area"])

    found = []
    for key, name, partnership in [*order, (None, NOT_GROUPED, None)]:
        known = {code for code, _, _ in order}
        mine = [row for row in rows if _known(row["policy_area" if by == "policy" else "theme_name"], known) == key]
        said = {name: [row for row in sheet if _known(belongs(row), known) == key] for name, sheet in sheets.items()}
        if key is None and not mine:
            name = OF_THE_WHOLE
        if mine or any(said.values()) or key is not None:
            found.append({"name": name, "anchor": anchor(name), "partnership": partnership, "promises": mine, **said})
    return found


def is_empty(group: dict) -> bool:
    """Whether nothing was promised, reported or said under it."""
    return not any(group[name] for name in ("promises", "commentary", "actions", "engagement"))


def _known(key: str | None, known: set[str]) -> str | None:
    return key if key in known else None


def anchor(name: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split())
