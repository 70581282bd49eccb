"""Agreements as they were known on a day: promises, ratings, outlooks, what changed, what was printed.

In every question `as_of` is a day ('2010-06-30'); None is the last word. What had not been
published by then is left out.
"""

from data_pipeline.queries.asking import OF_EDITION, Connection, Rows, all_rows, on_day, one_row


def agreement(con: Connection, area_code: str | None, as_of: str | None = None) -> dict | None:
    """The agreement of an agreement area, where a pack of it was published: title, period, vision, counts by kind.

    Here and below: as it was known on the day `as_of` ('2010-06-30'); None for the last word. An agreement of
    which nothing had been published by then is None, and has no promises.
    """
    agreements = "(select *, area_code as agreement_code from marts.agreements)"
    return one_row(con, f"select * from {agreements} where {OF_EDITION}", on_day(area_code, as_of))


def agreements(con: Connection) -> Rows:
    """Every agreement published as a pack, worked examples last: area_code, area_name, title, targets, figures,
    is_little, is_example.

    `figures`: how many figures its papers print, those of earlier agreements too. `is_little`: none of its promises was
    found, and two targets at most beside it.
    """
    query = """
        select area_code, area_name, title, targets, figures, is_little, is_example from marts.agreements
        where is_latest_edition
    """
    return all_rows(con, query)


def editions(con: Connection, agreement_code: str) -> Rows:
    """The editions of an agreement, the latest first: edition (a day), papers (of that day, their titles)."""
    query = "select * from marts.editions where agreement_code = ? order by edition desc"
    return all_rows(con, query, [agreement_code])


def changes(con: Connection, agreement_code: str, since: str, as_of: str | None = None) -> Rows:
    """What changed in an agreement after the day `since`, the latest first: each with its edition and cause."""
    query = """
        select * from marts.edition_changes
        where agreement_code = $code and edition > cast($since as date)
            and edition <= coalesce(cast($as_of as date), date 'infinity')
        order by edition desc
    """
    return all_rows(con, query, {**on_day(agreement_code, as_of), "since": since})


def promises(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """Every target of an agreement, of any kind, and every measure reported without one, in the pack's order."""
    query = f"select * from marts.promises where {OF_EDITION} order by position"
    return all_rows(con, query, on_day(agreement_code, as_of))


def ratings(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """How every target of an agreement stands, with the sum behind it and why it could not be judged.

    `is_over`: whether its last period had ended by that day, or by today.
    """
    query = f"""
        select *, ends_on < coalesce(cast($as_of as date), current_date) as is_over
        from marts.ratings where {OF_EDITION} order by position
    """
    return all_rows(con, query, on_day(agreement_code, as_of))


def related_measures(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """The measures of an agreement that a paper sets beside another: indicator, other_indicator, other_title."""
    query = f"select * from marts.related_measures where {OF_EDITION} order by indicator, other_indicator"
    return all_rows(con, query, on_day(agreement_code, as_of))


def standing(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """Every row of `promises`, with its row of `ratings` as `judgement` and its `related_measures` as `related`.

    `judgement` is None for what has no target or was removed.
    """
    judged = {row["target"]: row for row in ratings(con, agreement_code, as_of)}
    related: dict[str, Rows] = {}
    for row in related_measures(con, agreement_code, as_of):
        related.setdefault(row["indicator"], []).append(row)
    return [
        {**row, "judgement": judged.get(row["target"]), "related": related.get(row["indicator"], [])}
        for row in promises(con, agreement_code, as_of)
    ]


def promises_of_place(area: dict, rows: list[dict]) -> list[dict]:
    """The promises of this place; without one the whole area's, else its districts'."""
    mine = [row for row in rows if row["area_code"] == area["area_code"]]
    return mine or [row for row in rows if row["area_code"] == row["agreement_code"]] or rows


# What targets may have in common, the nearest first.
GROUPED_BY = ("objective", "outcome", "policy_area")


def related_targets(row: dict, rows: list[dict]) -> tuple[str | None, list[dict]]:
    """The other targets that the agreement sets under the same objective; else outcome, else policy area; and which.

    `rows`: of standing. Nothing that was dropped or is history, and None where the target has nothing in common.
    """
    for by in GROUPED_BY:
        found = [
            other
            for other in rows
            if row[by] and other[by] == row[by] and other["target"] not in (None, row["target"])
            and not other["is_removed"] and not other["is_history"]
        ]  # fmt: skip
        if found:
            return by, found
    return None, []


def rating_words(con: Connection) -> Rows:
    """Every rating with its symbol and meaning, the best first."""
    return all_rows(con, "select * from marts.rating_words where is_current order by position")


def worked_sums(con: Connection) -> Rows:
    """For each rating one promise that has it, from a real agreement where one has: its rating and place."""
    return all_rows(
        con,
        """
        select ratings.*, false as is_over, areas.name as area_name, areas.is_example
        from marts.ratings as ratings
        join marts.areas as areas on areas.area_code = ratings.agreement_code
        join marts.rating_words as words on words.rating_code = ratings.rating_code and words.is_current
        where ratings.is_latest_edition
        qualify row_number() over (
            partition by ratings.rating_code
            order by ratings.value is null, areas.is_example, areas.name, ratings.position
        ) = 1
        order by words.position
        """,
    )


def best_and_worst(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """The two promises at most that went best, and the two that went worst: kind ('success', 'shortfall'), target.

    Nothing that could be chance; of promises that are over only such as were kept, or not.
    """
    query = f"""
        with stands as (
            select target, end_code, coalesce(end_could_be_chance, false) as could_be_chance,
                ends_on < coalesce(cast($as_of as date), current_date) as is_over
            from marts.ratings where {OF_EDITION}
        )
        select kind, target
        from (from marts.promise_leads where {OF_EDITION}) join stands using (target)
        where not is_over or (end_code = if(kind = 'success', 'kept', 'not kept') and not could_be_chance)
        qualify row_number() over (partition by kind order by position) <= 2
        order by kind desc, position
    """
    return all_rows(con, query, on_day(agreement_code, as_of))


def masking(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """The districts that are behind, or worse than they were, where their whole area is on track or better."""
    return all_rows(con, f"select * from marts.masking where {OF_EDITION}", on_day(agreement_code, as_of))


def promise_gaps(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """How far the worst tenth of districts is behind the whole, of each measure in its latest year; or why not."""
    query = f"select * from marts.promise_gaps where {OF_EDITION} and is_latest order by position"
    return all_rows(con, query, on_day(agreement_code, as_of))


def target_audit(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """Every finding about a target itself: finding, detail, whom to ask."""
    return all_rows(con, f"select * from marts.target_audit where {OF_EDITION}", on_day(agreement_code, as_of))


def prospects(con: Connection, agreement_code: str, as_of: str | None = None) -> dict[str, dict]:
    """By target: `outlook`, the row of its outlook or None, and `directions`, one for each length of period judged."""
    asked = on_day(agreement_code, as_of)
    outlooks = all_rows(con, f"select * from marts.promise_outlooks where {OF_EDITION}", asked)
    judged = all_rows(
        con, f"select * from marts.promise_directions where {OF_EDITION} order by is_main desc, months", asked
    )
    found = {row["target"]: {"outlook": row, "directions": []} for row in outlooks}
    for row in judged:
        found.setdefault(row["target"], {"outlook": None, "directions": []})["directions"].append(row)
    return found


def hindsight(con: Connection, agreement_code: str, target: str, as_of: str | None = None) -> Rows:
    """What earlier editions said of a target whose date has a figure by now, the oldest first."""
    query = """
        select * from marts.promise_hindsight as hindsight
        where agreement_code = $code and target = $target
            -- Once the outcome itself was known.
            and exists (
                from marts.promise_outlooks as known
                where known.pack = hindsight.pack and known.target = hindsight.target
                    and known.rule = 'outlook.final' and known.last_value = hindsight.outcome
                    and known.edition <= coalesce(cast($as_of as date), date 'infinity')
            )
        order by edition
    """
    return all_rows(con, query, {**on_day(agreement_code, as_of), "target": target})


def worked_outlooks(con: Connection) -> Rows:
    """For each rule of outlooks one promise that it judged, from a real agreement where one is, of its last edition."""
    return all_rows(
        con,
        """
        select outlooks.*, promises.title, promises.value_as_published, areas.name as area_name, areas.is_example
        from marts.promise_outlooks as outlooks
        join marts.promises as promises using (pack, edition, target)
        join marts.areas as areas on areas.area_code = outlooks.agreement_code
        qualify row_number() over (
            partition by outlooks.rule
            order by areas.is_example, outlooks.edition desc, areas.name, promises.position
        ) = 1
        order by outlooks.rule
        """,
    )


def outlook_record(con: Connection) -> Rows:
    """How often outlooks came true, by rule; worked examples apart."""
    return all_rows(con, "select * from marts.outlook_record order by is_example, rule")


def lead_partners(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """The bodies that lead the targets of an agreement, and None where no paper names one: each with its `targets`."""
    query = f"""
        select lead_partner, partnerships, targets from marts.lead_partners where {OF_EDITION}
        order by lead_partner is null, targets desc, lead_partner
    """
    return all_rows(con, query, on_day(agreement_code, as_of))
