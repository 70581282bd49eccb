"""An agreement's report card: for each policy area or theme, the five blocks and every promise with its figures."""

from markdown_it import MarkdownIt
from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.agreements import promises
from pages.components.judgements import gaps
from pages.components.markup import notes
from pages.serving import database, links

BLOCKS = (
    ("achievements", "Achievements"),
    ("challenges", "Remaining challenges"),
    ("what_is_being_done", "What is being done"),
    ("how_you_can_help", "How you can help"),
)
GROUPINGS = {"policy": "Their own policy areas", "theme": "The four national themes"}
NOT_GROUPED = "Not yet grouped"
# Commentary is untrusted text: paragraphs, lists and emphasis, nothing that reaches out of the page.
_markdown = MarkdownIt("zero").enable(["list", "emphasis"])


def show(area: dict, view: str, by: str, as_of: str | None) -> None:
    """The card (`view` 'card') or the list of all promises, grouped `by` policy area or theme."""
    notes.html("{}", database.shared(_drawn, area["area_code"], view, by, as_of))


def _drawn(cursor: queries.Connection, area_code: str, view: str, by: str, as_of: str | None) -> Markup:
    """The whole card as markup: sixty promises take long to write, and every visitor wants the same."""
    area = queries.area(cursor, area_code)
    agreement = queries.agreement(cursor, area["agreement_area_code"], as_of)
    code = agreement["area_code"]
    ratings = {row["target"]: row for row in queries.ratings(cursor, code, as_of)}
    ahead = queries.prospects(cursor, code, as_of)
    rows = [
        {**row, "judgement": ratings.get(row["target"]), "outlook": ahead.get(row["target"], {}).get("outlook")}
        for row in queries.promises(cursor, code, as_of)
    ]
    changes = queries.overtaken(cursor, code, as_of)
    sheets = {name: queries.pack_sheet(cursor, name, code, as_of) for name in ("commentary", "actions", "engagement")}
    found = groups(by, rows, queries.pack_sheet(cursor, "policy_areas", code), queries.themes(cursor), sheets)
    standing = balance(rows, queries.promise_headlines(cursor, code, as_of))
    parts = [summary(area, agreement, rows, found, standing), masked(queries.masking(cursor, code, as_of))]
    parts.append(gaps.of_promises(queries.promise_gaps(cursor, code, as_of)))
    if area_code != code:
        parts.append(own_figures(area, agreement, rows, queries.own_figures(cursor, code, area_code, as_of)))
    parts += [card(group, changes) if view == "card" else listing(group, changes) for group in found]
    download = Markup(
        '<p><a class="go" href="{}" download>Download this agreement '
        "<span>CSV: every figure with its paper</span></a></p>"
    ).format(links.agreement_download(code))
    return notes.join([*parts, promises.legend(), download])


def pointer(area: dict, agreement: dict) -> None:
    """For a district: that its county's agreement has promises, and where they are."""
    notes.html(
        '<p class="answer">{} is part of the {} agreement. '
        '<a href="{}">See what was promised, and what happened</a>.</p>',
        area["name"],
        agreement["area_name"],
        links.page("report_card", area=area["area_code"], view="card"),
    )


def groups(by: str, rows: list[dict], policy_areas: list[dict], themes: list[str], sheets: dict) -> list[dict]:
    """The same promises under policy areas or under themes, with what was said of each group; none left out.

    `sheets`: 'commentary', 'actions' and 'engagement' as queries.pack_sheet gives them. Each group: name,
    partnership, promises, and the rows of each sheet that concern it.
    """
    if by == "policy":
        order = [(area["policy_area"], area["name"], area["partnership"]) for area in policy_areas]
    else:
        order = [(theme, theme, None) for theme in themes]
    theme_of = {row["policy_area"]: row["theme_name"] for row in rows if row["policy_area"]}
    group_of = {row["target"]: row["policy_area" if by == "policy" else "theme_name"] for row in rows}

    def belongs(row: dict) -> str | None:
        direct = row["policy_area"] if by == "policy" else theme_of.get(row["policy_area"])
        return direct or group_of.get(row.get("target"))

    found = []
    for key, name, partnership in [*order, (None, NOT_GROUPED, None)]:
        known = {code for code, _, _ in order}
        mine = [row for row in rows if _known(row["policy_area" if by == "policy" else "theme_name"], known) == key]
        said = {name: [row for row in sheet if _known(belongs(row), known) == key] for name, sheet in sheets.items()}
        if mine or any(said.values()) or key is not None:
            found.append({"name": name, "partnership": partnership, "promises": mine, **said})
    return [group for group in found if group["promises"] or group["name"] != NOT_GROUPED or group["commentary"]]


def _known(key: str | None, known: set[str]) -> str | None:
    return key if key in known else None


def summary(area: dict, agreement: dict, rows: list[dict], groups_found: list[dict], standing: Markup) -> Markup:
    """First screen: what was promised in a sentence, four figures, and where to go next."""
    promised = [row for row in rows if row["kind"] != "no target"]
    reported = [row for row in promised if row["value"] is not None]
    figures = [
        (len(promised), "targets"),
        (len(reported), "with a figure of what happened"),
        (sum(row["kind"] == "local" for row in promised), "of them local promises"),
        (sum(row["is_changed"] or row["is_removed"] for row in promised), "changed or removed on the way"),
    ]
    counted = notes.join(Markup("<li><b>{}</b> {}</li>").format(count, told) for count, told in figures)
    jumps = notes.join(
        (Markup('<a href="#{}">{}</a>').format(anchor(group["name"]), group["name"]) for group in groups_found), " · "
    )
    whose = "" if area["area_code"] == agreement["area_code"] else f"The {agreement['area_name']} agreement: "
    return Markup(
        '<div class="summary"><p class="lead">{}{}</p><ul class="figures">{}</ul>{}{}{}'
        '<p class="next"><b>Go to:</b> {}</p></div>'
    ).format(
        whose,
        words.promises.promise_tally(agreement),
        counted,
        standing,
        _vision(agreement),
        Markup('<p class="caution">{}</p>').format(agreement["note"])
        if agreement["note"] and not agreement["is_example"]
        else "",
        jumps,
    )


def _vision(agreement: dict) -> Markup:
    if not agreement["vision"]:
        return Markup("")
    return Markup('<blockquote class="vision"><p>{}</p><p class="quiet">The vision for {}</p></blockquote>').format(
        agreement["vision"], words.figures.span(agreement["vision_from"], agreement["vision_to"])
    )


def balance(rows: list[dict], headlines: list[dict]) -> Markup:
    """How the targets stand, counted, and as many of the biggest shortfalls as of the biggest successes."""
    tally = words.ratings.rating_tally([row["judgement"]["rating_code"] for row in rows if row["judgement"]])
    by_target = {row["target"]: row for row in rows if row["target"]}
    lists = Markup("")
    for kind, style, title in (
        ("success", "improvement", "Biggest successes"),
        ("shortfall", "shortfall", "Biggest shortfalls"),
    ):
        items = notes.join(
            Markup('<li><a href="{}">{}</a> <span>{}</span></li>').format(
                links.page("indicator", indicator=row["indicator"], area=row["agreement_code"]),
                row["title"],
                words.promises.promise(row),
            )
            for row in (by_target[line["target"]] for line in headlines if line["kind"] == kind)
        )
        if items:
            lists += Markup('<section class="headline {}"><h2>{}</h2><ol>{}</ol></section>').format(style, title, items)
    return Markup('<p class="lead">{}</p><div class="headlines">{}</div>').format(tally, lists)


def masked(rows: list[dict]) -> Markup:
    """The districts that the headline figure hides."""
    if not rows:
        return Markup("")
    items = notes.join(
        Markup('<li><a href="{}">{}</a>: {}</li>').format(
            links.page("indicator", indicator=row["indicator"], area=row["agreement_code"]),
            row["title"],
            words.ratings.masked(row),
        )
        for row in rows
    )
    return Markup('<section class="theme"><h2>Hidden by the whole</h2><ul>{}</ul></section>').format(items)


def own_figures(area: dict, agreement: dict, rows: list[dict], own: list[dict]) -> Markup:
    """What the agreement's papers say of one district, beside the whole area."""
    whole = {row["indicator"]: row for row in rows if row["area_code"] == agreement["area_code"]}
    targets = {row["indicator"]: row for row in rows if row["area_code"] == area["area_code"]}
    if not own and not targets:
        text = '<p class="answer">The papers print no figure for {} alone: what follows is about {} as a whole.</p>'
        return Markup(text).format(area["name"], agreement["area_name"])
    lines = []
    for name in dict.fromkeys([*targets, *(point["indicator"] for point in own)]):
        point = next((point for point in own if point["indicator"] == name), None)
        about = targets.get(name) or whole.get(name) or {}
        county = whole.get(name, {})
        lines.append(
            Markup(
                '<tr role="row"><th role="rowheader" scope="row"><a href="{}">{}</a></th>'
                '<td role="cell" data-label="{}">{}</td><td role="cell" data-label="Own target">{}</td>'
                '<td role="cell" data-label="{}">{}</td></tr>'
            ).format(
                links.page("indicator", indicator=name, area=area["area_code"]),
                about.get("title") or name,
                area["name"],
                _said(point),
                targets.get(name, {}).get("final_as_published") or "None published",
                agreement["area_name"],
                _said(county if county.get("value_as_published") else None),
            )
        )
    heads = ("Measure", area["name"], "Own target", f"{agreement['area_name']} as a whole")
    return Markup(
        '<section class="theme"><h2>{} itself</h2><table class="measures" role="table"><thead role="rowgroup">'
        '<tr role="row">{}</tr></thead><tbody role="rowgroup">{}</tbody></table></section>'
    ).format(
        area["name"],
        notes.join(Markup('<th role="columnheader" scope="col">{}</th>').format(head) for head in heads),
        notes.join(lines),
    )


def _said(point: dict | None) -> Markup:
    if point is None:
        return Markup('<span class="quiet">None published</span>')
    printed = words.promises.as_printed(point["value_as_published"], point["value"], point["reason"], None)
    return Markup('<b>{}</b> <span class="period">{}</span>').format(printed, point["period_label"])


def anchor(name: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split())


def card(group: dict, changes: list[dict]) -> Markup:
    """One policy area or theme: the five blocks of a report card, and every promise with its figures."""
    latest = max((row["date"] for row in group["commentary"]), default=None)
    said = [row for row in group["commentary"] if row["date"] == latest]
    written = notes.join({f" · Written by {row['author']}, {words.figures.day(row['date'])}": None for row in said})
    count = len(group["promises"])
    return Markup(
        '<section class="theme promise-card" id="{}"><h2>{}</h2><p class="tally">{}{}{}</p><div class="blocks">{}</div>'
        '<details class="printed"{}><summary>{}</summary>{}</details>{}</section>'
    ).format(
        anchor(group["name"]),
        group["name"],
        words.promises.kinds_tally(group["promises"]),
        f" · {group['partnership']}" if group["partnership"] else "",
        written,
        notes.join(_block(name, title, said, group) for name, title in BLOCKS),
        "" if said else Markup(" open"),  # Where nobody wrote anything, the figures are the card.
        f"{'The promise' if count == 1 else f'All {count} promises'}, with figures and who leads",
        promises.table(group["promises"], changes),
        _sources(group),
    )


def listing(group: dict, changes: list[dict]) -> Markup:
    """Every promise of one policy area or theme, national and local side by side."""
    return Markup('<section class="theme" id="{}"><h2>{}</h2><p class="tally">{}</p>{}</section>').format(
        anchor(group["name"]),
        group["name"],
        words.promises.kinds_tally(group["promises"]),
        promises.table(group["promises"], changes),
    )


def _block(name: str, title: str, said: list[dict], group: dict) -> Markup:
    """One block of the card: the partnership's own words, then what its records list; never an empty box."""
    parts = [Markup(_markdown.render(row[name])) for row in said if row[name]]
    if name == "what_is_being_done" and group["actions"]:
        parts.append(_records(group["actions"], _action, "action", is_folded=bool(parts)))
    if name == "how_you_can_help" and group["engagement"]:
        parts.append(_records(group["engagement"], _activity, "chance to take part", is_folded=False))
    content = notes.join(parts) if parts else Markup('<p class="quiet">None published.</p>')
    return Markup('<section class="block {}"><h3>{}</h3>{}</section>').format(name, title, content)


def _records(rows: list[dict], line, word: str, is_folded: bool) -> Markup:
    items = Markup('<ul class="actions">{}</ul>').format(notes.join(line(row) for row in rows))
    if not is_folded:
        return items
    count = f"{len(rows)} {word}{'' if len(rows) == 1 else 's'}, with who and when"
    return Markup('<details class="printed"><summary>{}</summary>{}</details>').format(count, items)


def _action(row: dict) -> Markup:
    parts = [row["owner"] or "by whom is not published"]
    if row["due"]:
        parts.append(f"due {words.figures.partial_day(row['due'])}")
    if row["done_on"]:
        parts.append(f"done {words.figures.partial_day(row['done_on'])}")
    if row["result"]:
        parts.append(row["result"])
    return Markup('<li>{} <span class="quiet">{}{}</span></li>').format(row["what"], "; ".join(parts), _link(row))


def _activity(row: dict) -> Markup:
    closes = f"closes {words.figures.day(row['closes'])}; " if row["closes"] else ""
    result = f" Result: {row['result']}" if row["result"] else " No result published."
    return Markup('<li>{} <span class="quiet">{}: {}what it can change: {}.{}</span></li>').format(
        row["title"], notes.sentence(row["mode"]), closes, row["influence_offered"].rstrip("."), result
    )


def _link(row: dict) -> Markup:
    return (
        Markup(' (<a href="{}" rel="noreferrer">source</a>)').format(row["source_url"])
        if row["source_url"]
        else Markup("")
    )


def _sources(group: dict) -> Markup:
    """The fifth block: the papers behind this card, and the dates."""
    papers: dict[tuple, set] = {}
    for row in group["promises"]:
        for url, title, date in (
            (row["source_url"], row["source_title"], row["agreed_on"]),
            (row["outturn_source_url"], row["outturn_source_title"], row["published_on"]),
        ):
            if url or title:
                papers.setdefault((url, title), set()).add(date)
    if not papers:
        return Markup('<div class="missing"><h3>Sources and dates</h3><p>None published.</p></div>')
    items = [
        Markup("<li>{}{}</li>").format(
            Markup('<a href="{}" rel="noreferrer">{}</a>').format(url, title or url) if url else title,
            f", {', '.join(words.figures.partial_day(date) for date in sorted(filter(None, dates)))}"
            if any(dates)
            else "",
        )
        for (url, title), dates in papers.items()
    ]
    return Markup('<div class="missing"><h3>Sources and dates</h3><ul>{}</ul></div>').format(notes.join(items))
