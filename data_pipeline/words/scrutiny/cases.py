"""Petitions, calls for action, peer challenges and inspections: rows of queries.cases in words."""

from collections import Counter

from data_pipeline.words.figures import day, listed, upper_first

# What each stage means, in their order.
PETITION_STAGES = {
    "received": "It has come in.",
    "considered": "The council is considering it.",
    "debated": "Councillors have debated it.",
    "answered": "It has been answered.",
    "closed": "It is closed.",
}
CALL_STAGES = {
    "informal": "The councillor tries to settle it without the committee.",
    "committee": "It is before the scrutiny committee.",
    "response": "The body concerned has answered.",
    "closed": "It is closed.",
}
REFUSED = "It was refused."
# As a list of stages names them.
NAMES = {"informal": "tried informally", "committee": "before the committee", "response": "answered by the body"}
KINDS = {"peer challenge": "Help or a review by peers", "inspection": "Inspection", "result": "Result of an inspection"}


def petitions(rows: list[dict]) -> str:
    """'5 petitions. By stage: 1 received, 1 considered, ...': whose parts add up to all of them."""
    return f"{counted('petitions', rows)}. By stage: {_by_stage(rows, (*PETITION_STAGES,))}."


def calls(rows: list[dict]) -> str:
    return f"{counted('calls', rows)}. By stage: {_by_stage(rows, (*CALL_STAGES, 'refused'))}."


def counted(kind: str, rows: list[dict]) -> str:
    """'5 petitions'. `kind`: as queries.cases has them."""
    one, many = {
        "petitions": ("petition", None),
        "calls": ("call for action", "calls for action"),
        "reviews": ("review, inspection or result of one", "reviews, inspections and results of them"),
    }[kind]
    return _counted(len(rows), one, many)


def reviews(rows: list[dict]) -> str:
    """'3 reviews and inspections. One has recommendations without a published answer.'"""
    held, results = [row for row in rows if row["kind"] != "result"], [row for row in rows if row["kind"] == "result"]
    waiting = sum(row["is_open"] for row in held)
    told = [f"{_counted(len(held), 'review or inspection', 'reviews and inspections')}"] if held else []
    told += [_counted(len(results), "result of an inspection", "results of inspections")] if results else []
    if not held:
        return f"{listed(told)}."
    if not waiting:
        return f"{listed(told)}. None has a recommendation that waits for an answer."
    has = "has recommendations" if waiting == 1 else "have recommendations"
    return f"{listed(told)}. {waiting} {has} to which no answer is published."


def _counted(count: int, one: str, many: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _by_stage(rows: list[dict], order: tuple[str, ...]) -> str:
    """How many stand at each stage, in the order of the stages: '1 received and 2 debated'."""
    counts = Counter(row["stage"] for row in rows)
    told = [f"{counts[stage]} {NAMES.get(stage, stage)}" for stage in order if counts[stage]]
    return listed([*told, *([f"{counts[None]} at a stage that is not known"] if counts[None] else [])])


def stages(row: dict) -> list[tuple[str, str]]:
    """The stages of a petition or a call in order, each with how it stands: 'past', 'now' or 'ahead'.

    None of a review, where its stage is not known, or where it was refused and goes through none.
    """
    order = list(PETITION_STAGES if row["kind"] == "petition" else CALL_STAGES)
    if row["stage"] not in order:
        return []
    now = order.index(row["stage"])
    return [
        (upper_first(NAMES.get(stage, stage)), "past" if at < now else "now" if at == now else "ahead")
        for at, stage in enumerate(order)
    ]


def stage(row: dict) -> str:
    """'Stage 4 of 5: it has been answered.'"""
    if row["stage"] is None:
        return "Its stage was not known on that day."
    if row["stage"] == "refused":
        return REFUSED
    order = PETITION_STAGES if row["kind"] == "petition" else CALL_STAGES
    said = order[row["stage"]]
    return f"Stage {list(order).index(row['stage']) + 1} of {len(order)}: {said[0].lower()}{said[1:]}"


def about(row: dict) -> str:
    """The line above its title: what it is, where and since when."""
    when = day(row["began_on"]) if row["began_on"] else None
    if row["kind"] == "petition":
        signed = "" if row["signatures"] is None else f", {_counted(row['signatures'], 'signature')}"
        return f"Petition {row['name']}{signed}, {f'came in {when}' if when else 'the day it came in is not published'}"
    if row["kind"] == "call":
        where = f", {row['place']}" if row["place"] else ""
        return f"Call {row['name']}{where}, {f'raised {when}' if when else 'the day it was raised is not published'}"
    if row["kind"] == "result":
        return f"{KINDS['result']}{f', {when}' if when else ''}, of {row['place']}"
    until = f" to {day(row['ended_on'])}" if row["ended_on"] else ", and no end is published"
    to = f", of {row['place'].replace(';', ',')}" if row["place"] else ""
    return f"{KINDS[row['kind']]}, {when}{until}, by {row['body']}{to}"


def answer(row: dict) -> str:
    """The text of the answer, with its day where it has one; that it is awaited, or that none is published."""
    if row["stage"] == "refused":
        return row["refused_because"] or "No reason is published."
    if row["response"] is None and row["outcome"] is None:
        return f"Answer awaited: none had been published by {day(row['day'])}."
    told = " ".join(part for part in (row["response"], row["outcome"]) if part)
    if not row["responded_on"]:
        return f"Answer: {told}"
    took = (row["responded_on"] - row["began_on"]).days if row["began_on"] else None
    after = f", {_counted(took, 'day')} after it came in" if took is not None and took >= 0 else ""
    return f"Answer of {day(row['responded_on'])}{after}: {told}"


def became(row: dict) -> str | None:
    """Of a petition: the call for action that it became."""
    return f"It became call for action {row['became']}." if row["became"] else None


def recommended(row: dict) -> str | None:
    """What a review recommended and what was answered; of a result its score with the scale."""
    if row["kind"] == "result":
        return f"“{row['score']}”, on a scale of {row['scale'].replace(';', ',')}." if row["score"] else None
    if row["recommendations"] is None:
        return "No recommendation of it is published."
    said = f"It recommended: {row['recommendations']}"
    if row["is_open"]:
        return f"{said} Open: no answer had been published by {day(row['day'])}."
    when = f" of {day(row['responded_on'])}" if row["responded_on"] else ""
    return f"{said} Answer{when}: {row['response']}"


def told(row: dict) -> list[str]:
    """All that there is to say of one below its title, sentence by sentence."""
    said = [recommended(row)] if row["kind"] in KINDS else [stage(row), answer(row), became(row)]
    return [text for text in said if text]


def event(row: dict) -> str:
    """The line of a calendar."""
    return f"Due: {row['title']}"
