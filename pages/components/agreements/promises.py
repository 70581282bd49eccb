"""A line for each promise: where it started, what was due, what happened, who leads it, what they called it."""

from markupsafe import Markup

from data_pipeline import words
from pages.components.markup import notes
from pages.serving import links

KINDS = {
    "designated": ("Designated", "agreed with government, which is told of it; an agreement may have 35"),
    "statutory": ("Statutory", "an education or childcare target that every area must have"),
    "local": ("Local", "the area's own promise, equal in standing, not reported to government"),
    "in the agreement": ("In the agreement", "the paper says no more than that"),
    "national indicator": ("National indicator", "reported beside the agreement, not promised in it"),
    "council measure": ("Council measure", "the council's or a partner's own target, not in the agreement"),
    "no target": ("No target", "reported without a target"),
}


WHY_NOT_DRAWN = (
    "The target is not drawn on this chart, because these figures are not counted as the target is: "
    "they stand for the indicator, or have another unit."
)


def on_series(points: list[dict], area_code: str, series: dict) -> list[dict]:
    """The baseline and targets that may stand beside a published series: same measure, same unit, same place."""
    if series["basis"] != "exact":
        return []
    return [
        point
        for point in points
        if point["what"] in ("baseline", "milestone", "final target")
        and point["area_code"] == area_code
        and point["is_last_word"]
        and point["value"] is not None
        and point["reporting_year"] is not None
        and point["unit"] == series["unit"]
    ]


def table(promises: list[dict], changes: list[dict]) -> Markup:
    """A line for each promise, from the baseline to the final target, and what its owners called it."""
    if not promises:
        return Markup('<p class="quiet">No target is published here.</p>')
    heads = ("Promise", "Started at", "Due by then", "What happened", "Final target", "Our rating, and theirs")
    return Markup(
        '<table class="measures promises" role="table"><thead role="rowgroup"><tr role="row">{}</tr></thead>'
        '<tbody role="rowgroup">{}</tbody></table>'
    ).format(
        notes.join(Markup('<th role="columnheader" scope="col">{}</th>').format(head) for head in heads),
        notes.join(_line(row, [change for change in changes if _is_of(change, row)]) for row in promises),
    )


def _is_of(change: dict, row: dict) -> bool:
    same = change["target"] == row["target"] if change["target"] else change["what"] == "outturn"
    return same and change["indicator"] == row["indicator"] and change["area_code"] == row["area_code"]


def _line(row: dict, changes: list[dict]) -> Markup:
    link = links.page("indicator", indicator=row["indicator"], area=row["agreement_code"])
    where = Markup(" <b>{}</b> ·").format(row["area_name"]) if row["area_code"] != row["agreement_code"] else Markup("")
    code = f"{row['indicator']} · " if row["is_national"] or not row["indicator"].startswith("local ") else ""
    rating = row["published_rating"] or row["published_change"]
    return Markup(
        '<tr role="row"><th role="rowheader" scope="row"><a href="{}">{}</a><span class="code">{}{}{}{}</span>'
        '<span class="lead-partner">{}</span>{}</th>{}{}{}{}'
        '<td role="cell" class="rated" data-label="Our rating, and theirs">{}{}</td></tr>{}'
    ).format(
        link,
        row["title"],
        where,
        code,
        KINDS[row["kind"]][0],
        _flags(row),
        led_by(row),
        _about(row, changes),
        _cell("Started at", row, "baseline"),
        _cell("Due by then", row, "milestone"),
        _cell("What happened", row, ""),
        _cell("Final target", row, "final"),
        rating_badge(row.get("judgement")) + outlook(row.get("outlook")),
        Markup('<span class="theirs">They said: {}</span>').format(f"“{rating}”" if rating else "nothing published"),
        Markup('<tr role="row" class="why"><td role="cell" colspan="6">{}</td></tr>').format(
            why(row["judgement"], row.get("outlook"), row)
        )
        if row.get("judgement")
        else Markup(""),
    )


def rating_badge(rated: dict | None) -> Markup:
    """Our rating as word, symbol and colour, with the period it is for; nothing where nothing was promised."""
    if rated is None:
        return Markup("")
    facts = [rated["period_label"] or "", "could be chance" if rated["could_be_chance"] else ""]
    return Markup(
        '<span class="badge {}"><span class="symbol" aria-hidden="true">{}</span>{}</span> '
        '<span class="period">{}</span>'
    ).format(rated["rating_code"], rated["symbol"], rated["rating"], "; ".join(fact for fact in facts if fact))


def outlook(row: dict | None) -> Markup:
    """By the end: never mixed with the rating of now."""
    if row is None:
        return Markup("")
    status, told = words.outlooks.outlook(row)
    symbol = notes.SYMBOLS.get(status, "?")
    return Markup(
        '<span class="outlook {}"><span class="by">By the end:</span> '
        '<span class="symbol" aria-hidden="true">{}</span> {}</span>'
    ).format(status, symbol, told)


def why(rated: dict | None, outlook: dict | None = None, promise: dict | None = None) -> Markup:
    """The sums behind a rating and an outlook, folded. `promise`: whose outlook it is."""
    if rated is None:
        return Markup("")
    ahead = Markup("")
    if outlook is not None:
        ahead = Markup('<p class="by">By the end</p><ol class="sum">{}</ol>').format(
            notes.each("li", [*words.outlooks.outlook_sum(outlook, promise), words.outlooks.RULES[outlook["rule"]]])
        )
    return Markup(
        '<details class="why"><summary>Why this rating?</summary><ol class="sum">{}</ol>{}'
        '<p class="quiet">Worked out by the computer. <a href="{}">The method</a></p></details>'
    ).format(notes.each("li", words.ratings.why(rated)), ahead, links.page("about_the_data", section="methods"))


def _cell(label: str, row: dict, which: str) -> Markup:
    """A figure as the paper prints it, with its period; what the paper says instead; or that there is none."""
    prefix = f"{which}_" if which else ""
    text = words.promises.printed(row, which)
    if text is None:
        inside = Markup('<span class="quiet">{}</span>').format(
            "No target" if row["kind"] == "no target" else "None published"
        )
    else:
        tag = "b" if row[f"{prefix}value"] is not None else "span"
        inside = Markup(f"<{tag}>{{}}</{tag}>").format(text)
    period = row[f"{prefix}period_label"]
    status = (
        row["status"] if not which and row["status"] not in (None, "published") and row["value"] is not None else None
    )
    when = (
        Markup('<span class="period">{}{}</span>').format(period, f", {status}" if status else "")
        if period
        else Markup("")
    )
    since = Markup("")
    if not which and row["newer_as_published"]:
        since = Markup('<span class="period">since then {}, {}</span>').format(
            row["newer_as_published"], row["newer_period_label"]
        )
    return Markup('<td role="cell" class="figure" data-label="{}">{}{}{}</td>').format(label, inside, when, since)


def _flags(row: dict) -> Markup:
    flags = [
        (row["is_removed"], "Removed"),
        (row["is_changed"], "Changed"),
        (row["is_pre_agreement"], "Before the 2008 agreement"),
    ]
    return notes.join(Markup(' <em class="flag">{}</em>').format(word) for is_so, word in flags if is_so)


def led_by(row: dict) -> str:
    """Who leads, and with whom: 'Led by the council, with 3 others'; empty where there is no target to lead."""
    lead = row["lead_partner"]
    if row["kind"] == "no target":
        return ""
    said = f"Led by {lead}" if lead and lead != "not published" else "Lead not published"
    partners = _partners(row)
    if len(partners) > 2:
        return f"{said}, with {len(partners)} others"
    return f"{said}, with {' and '.join(partners)}" if partners else said


def _partners(row: dict) -> list[str]:
    return [name.strip() for name in (row["contributing_partners"] or "").split(";") if name.strip()]


def _about(row: dict, changes: list[dict]) -> Markup:
    """What a careful reader needs, folded: its kind, good direction, purpose, changes and caveats."""
    name, meaning = KINDS[row["kind"]]
    good = words.figures.GOOD_WAY.get(row["polarity"], "Neither way is better.")
    facts = [f"{name}: {meaning}.", good]
    if row["is_national"] and row["unit"]:
        facts.append(f"The national definition counts: {row['unit']}.")
    if row["kind_2006"]:
        facts.append(f"In the words of 2006: {row['kind_2006']}.")
    if row["indicator_title"] and row["indicator_title"] != row["title"]:
        facts.append(f"{row['indicator']}: {row['indicator_title']}.")
    facts += [
        f"{label}: {row[key]}." for label, key in (("Outcome", "outcome"), ("Objective", "objective")) if row[key]
    ]
    if partners := _partners(row):
        facts.append(f"Contributing: {', '.join(partners)}.")
    if row["partnership"]:
        facts.append(f"Owned by the {row['partnership']}.")
    if row["floor_as_published"]:
        facts.append(f"Floor, the least that is acceptable: {row['floor_as_published']}.")
    if row["tolerance"] is not None:
        facts.append(f"The partnership's own tolerance: {row['tolerance']:g} {row['tolerance_unit'] or ''}.")
    if row["sample_size"]:
        facts.append(f"{row['sample_size']:,} people answered.")
    elif row["is_survey"] and row["value"] is not None and row["lower"] is None:
        facts.append("A survey; the sample size is not published.")
    facts += [words.promises.change_of_promise(change) for change in changes]
    if row["change_reason"]:
        facts.append(f"Reason given for the change: {row['change_reason']}.")
    if row["published_change"] and row["published_rating"]:
        facts.append(f"The paper says of the target: “{row['published_change']}”.")
    facts.append(row["note"])
    items = notes.each("li", (fact for fact in facts if fact))
    return Markup("<details><summary>About this promise</summary><ul>{}</ul></details>").format(items)


def legend() -> Markup:
    """What the kinds of promise mean."""
    items = notes.join(Markup("<li><b>{}</b>: {}.</li>").format(*kind) for kind in KINDS.values())
    return Markup(
        '<details class="legend"><summary>What the kinds of promise mean</summary><ul>{}</ul></details>'
    ).format(items)
