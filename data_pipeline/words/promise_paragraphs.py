"""The latest figure of a promise in a short paragraph, each sentence resting on a rule that has a name.

Ratings rest on definitions/ratings.csv (`rating.<code>`), all else on definitions/rules.csv. What a partner wrote is
not among these sentences: it stands beside them in the partner's words.
"""

from data_pipeline.words import directions, ratings
from data_pipeline.words.figures import lower_first, upper_first
from data_pipeline.words.paragraphs import Clause, rounded
from data_pipeline.words.promises import printed, with_period
from data_pipeline.words.ratings import Verdicts, number


def clauses(
    promise: dict, rated: dict | None, outlook: dict | None, direction: dict | None, verdicts: Verdicts
) -> list[Clause]:
    """What there is to say of one promise, the most important first.

    `promise` of marts.promises, `rated` of marts.ratings, `outlook` of marts.promise_outlooks, `direction` of
    marts.promise_directions: all of one edition; None where there is none.
    """
    found = [_figure(promise), *_path(promise, rated)]
    is_over = rated is not None and rated["is_over"]
    if is_over:
        found += _ended(rated)
    elif rated is not None:
        found += _standing(promise, rated, verdicts)
    if outlook is not None and not is_over and (ahead := verdicts["outlook"][outlook["verdict"]]["phrase"]):
        found.append(Clause(outlook["rule"], ahead))
    if direction is not None and (going := verdicts["direction"][direction["verdict"]]["phrase"]):
        years = directions.span(direction)
        told = f"Over the {direction['points_judged']} figures from {years}, {going}."
        found.append(Clause(direction["rule"], told))
    return [*found, *_warnings(promise, direction)]


def _figure(promise: dict) -> Clause:
    title, place, now = promise["title"], promise["area_name"], printed(promise)
    if now is None:
        return Clause("promise.no_figure", f"{title}: what happened in {place} is not published.")
    if promise["value"] is None:
        return Clause("promise.no_figure", f"{title}: for {promise['period_label']} the paper says “{now}”.")
    period = f", {promise['period_label']}" if promise["period_label"] and "(" not in now else ""
    return Clause("promise.figure", f"{title}: {now} in {place}{period}.")


def _path(promise: dict, rated: dict | None) -> list[Clause]:
    """From where to where; of a promise that was set again since the figure, first as it stood for the figure."""
    start, final = printed(promise, "baseline"), printed(promise, "final")
    start = start and with_period(start, promise["baseline_period_label"])
    final = final and with_period(final, promise["final_period_label"])
    if rated is not None and rated["set_again_as_published"] is not None:
        then = with_period(rated["target_as_published"], rated["target_period_label"])
        before = rated["start_as_published"] and with_period(rated["start_as_published"], rated["start_period_label"])
        first = f"{then} was promised{f', from {before}' if before else ''}"
        again = f"{final}{f', from {start}' if start and start != before else ''}"
        return [Clause("promise.path", f"{first}. It has been set again since: {again}.")]
    began = (
        f"it starts from {start}, later than this figure"
        if promise["starts_after_figure"]
        else f"it started at {start}"
    )
    parts = [began] if start else []
    parts += [f"{final} is promised"] if final else []
    return [Clause("promise.path", f"{upper_first(' and '.join(parts))}.")] if parts else []


def _ended(rated: dict) -> list[Clause]:
    """Whether it was kept; where nobody can say, how it stood by the last figure."""
    found = [Clause("promise.end", ratings.ended(rated))]
    code, due = rated["rating_code"], rated["due_value"]
    if rated["end_code"] == "cannot be said":
        if code not in ("unknown", "check") and due is not None:
            was = f"By {rated['period_label']}, {number(rated, due)} was due and it was {rated['value_as_published']}"
            found.append(Clause(f"rating.{code}", f"{was}: rated “{rated['rating']}” then."))
        return found
    if rated["end_could_be_chance"]:
        found.append(Clause("promise.chance", "That could be chance."))
    return found + (_people(rated) if rated["period_label"] == rated["end_period_label"] else [])


def _standing(promise: dict, rated: dict, verdicts: Verdicts) -> list[Clause]:
    code, rule = rated["rating_code"], f"rating.{rated['rating_code']}"
    stands = verdicts["rating"][code]["phrase"]
    if not stands:
        first = "The target needs checking" if code == "check" else "It cannot be rated"
        return [Clause(rule, f"{first}: {lower_first(rated['why_not'] or 'a figure that is needed is missing')}.")]
    due = number(rated, rated["due_value"]) if rated["due_value"] is not None else None
    period = rated["period_label"]
    if period != promise["period_label"]:
        before = f"In {period} it was {rated['value_as_published']}, and {due} was due: " if due else f"In {period} "
    else:
        before = f"By {period}, {due} was due: " if due and code != "met" else ""
    found = [Clause(rule, f"{upper_first(before + stands)}.")]
    if rated["could_be_chance"]:
        found.append(Clause("promise.chance", "That could be chance."))
    return found + _people(rated)


def _people(rated: dict) -> list[Clause]:
    """The distance to what was due as a number of people."""
    base = rated["denominator"]
    if base is None or rated["due_value"] is None or rated["unit"] != "%" or rated["is_survey"] or rated["sample_size"]:
        return []
    apart = rated["value"] - rated["due_value"]
    count = rounded(abs(apart) / 100 * base)
    if not count:
        return []
    way = "more" if apart > 0 else "fewer"
    return [Clause("promise.people", f"That is about {count:,} {way} than was due, among the {base:,.0f} counted.")]


def _warnings(promise: dict, direction: dict | None) -> list[Clause]:
    found = []
    if promise["value"] is None:
        return found
    if promise["status"] in ("provisional", "estimated"):
        found.append(Clause("promise.early", f"The figure is {promise['status']}."))
    if promise["is_survey"] and not promise["sample_size"] and promise["lower"] is None:
        found.append(Clause("promise.survey", "It is from a survey, and how many people were asked is not published."))
    if direction is not None and direction["has_break"]:
        found.append(Clause("promise.break", "Earlier figures cannot be compared with it."))
    return found
