"""Who is round the table of an agreement, in words: what the law asked of each, and what is missing in the chain."""

from data_pipeline.words.figures import in_words, listed, upper_first
from data_pipeline.words.scrutiny.witnesses import DUTIES

DUTY = (
    "The bodies that the law named had to help agree the targets that concern them, and to have regard to those they "
    "signed up to. Others signed up of their own will (draft guidance as quoted by Network Fareham, paragraphs 21 to "
    "26; Local Government and Public Involvement in Health Act 2007, section 104)."
)
EXPLAINED = (
    "All stand alike here. Voluntary: no law named it. Exceptions are what a board looks at first: targets that were "
    "not kept or are behind, that the whole hides, that came late or have no figure."
)
BY_LAW, VOLUNTARY = "Named in law", "Voluntary"
ABSENT = "That is neither good nor bad: many have nothing to do with such a place, and papers may leave some out."
NO_PORTFOLIO = "Which councillor’s portfolio each theme was is not published in the papers found."
SHARED_BY_AREAS = "No paper is held of targets that several areas share (multi-area agreements)."
OF_LONDON = "The Mayor of London set strategies for all of London; no paper of the Mayor’s on an agreement is held."
NO_OWNER = "No partnership named"
SEVERAL = "More than one leads"


def counted(count: int, one: str, many: str | None = None) -> str:
    """'1 target', '6 targets'."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def table(bodies: int, in_law: int, targets: int, shared: int, bare: int) -> str:
    """How many are round the table, of what kind, and how many targets they share.

    `bare`: the targets that no body leads or helps with.
    """
    which = f"the {targets} targets" if targets > 1 else "the one target"
    if not targets:
        return "No target had been published by then."
    if not bodies:
        return f"The papers found name no body that leads or helps with {'any of ' if targets > 1 else ''}{which}."
    own = bodies - in_law
    kinds = [f"{in_law} that the law named" if in_law else "", f"{own} of {_their(own)} own will" if own else ""]
    told = f"{counted(bodies, 'body', 'bodies')} lead or help with {which}: {listed([kind for kind in kinds if kind])}."
    if bodies == 1:
        told = told.replace(" lead or help ", " leads or helps ")
    if shared:
        some = "All" if shared == targets > 1 else counted(shared, "target")
        are = "is shared by two or more, and counts" if shared == 1 else "are shared by two or more, and each counts"
        told += f" {some} {are} once in the whole."
    if bare:
        told += f" Of {counted(bare, 'target')} no body is named."
    return told


def _their(count: int) -> str:
    return "its" if count == 1 else "their"


def law(body: dict | None) -> str:
    """Of what kind a body is in law: 'Named in law', 'Voluntary'."""
    return BY_LAW if body and body["named_as"] else VOLUNTARY


def duty(body: dict | None) -> str:
    """'Named in law as Primary Care Trusts: by law to answer a committee within 20 working days.'"""
    if not body or not body["named_as"]:
        return f"{VOLUNTARY}: {DUTIES[None]}."
    how = "; ".join(DUTIES[answers] for answers in body["answers"])
    return f"{BY_LAW} as {listed(body['named_as'])}: {how}."


def only(count: int, total: int, which: list[str]) -> str:
    """'Only 13 of 60 targets, those of the theme ...'; nothing where it is all."""
    return f"Only {count} of {total} targets, those {' and '.join(which)}." if which else ""


def part(leads: int, helps: int, whole: int, shared: int) -> str:
    """'It leads 6 of the 60 targets and helps with 5. 9 of these 11 are shared with others.'"""
    parts = [f"leads {leads}" if leads else "", f"helps with {helps}" if helps else ""]
    told = f"It {' and '.join(part for part in parts if part)} of the agreement’s {counted(whole, 'target')}."
    mine = leads + helps
    if shared == mine:
        return f"{told} {'It is' if mine == 1 else 'All are'} shared with others."
    return (
        f"{told} {upper_first(in_words(shared))} of these {mine} {'is' if shared == 1 else 'are'} shared with others."
    )


def shares(leads: int, helps: int) -> str | None:
    """'Leads 6, helps with 5'; None where it shares none."""
    parts = [f"leads {leads}" if leads else "", f"helps with {helps}" if helps else ""]
    return upper_first(", ".join(part for part in parts if part)) or None


def of_all(led: int, helped: int) -> str:
    """In the last line: '59 have a lead, 60 have others who help'."""
    return f"{led} {'has' if led == 1 else 'have'} a lead, {helped} {'has' if helped == 1 else 'have'} others who help"


def divided(exceptions: int, good: int, others: int) -> str | None:
    """How the board's page divides some targets: '5 exceptions; 7 on track, close or kept'; None without any."""
    parts = [
        counted(exceptions, "exception") if exceptions else "",
        f"{good} on track, close or kept" if good else "",
        f"{others} of which nobody can say, or dropped" if others else "",
    ]
    return "; ".join(part for part in parts if part) or None


def beside(actions: int, overdue: int, risks: int, asked: int) -> str | None:
    """'10 actions, 3 overdue; 2 risks; 7 times asked by scrutiny'; None where there is nothing."""
    parts = [
        f"{counted(actions, 'action')}{f', {overdue} overdue' if overdue else ''}" if actions else "",
        counted(risks, "risk") if risks else "",
        f"asked by scrutiny {'once' if asked == 1 else f'{asked} times'}" if asked else "",
    ]
    return upper_first("; ".join(part for part in parts if part)) or None


def reconciled(unowned: int, asked_of_others: int) -> str:
    """Why the columns do not add up to the last line: what is shared, and what is nobody's."""
    told = ["A shared target stands in the line of each body that shares it, and is counted once in the last line."]
    if unowned:
        told.append(f"For {counted(unowned, 'action or risk', 'actions and risks')} the papers name nobody.")
    if asked_of_others:
        told.append(f"Scrutiny asked {counted(asked_of_others, 'thing')} of others, such as officers or partnerships.")
    return " ".join(told)


def answers(kind: dict) -> str:
    """How a kind of body answers scrutiny, by the law that binds it."""
    return f"{upper_first(DUTIES[kind['answers']])}."


def board(agreement: dict) -> str:
    """At the top of the chain: the board, of which papers tell little more than who published them."""
    of = f"The board is that of the Local Strategic Partnership of {agreement['area_name']}."
    return f"{of} Its papers are published by {agreement['published_by']}." if agreement["published_by"] else of


def chain(partnerships: int, targets: int, unowned: int) -> str:
    """'7 partnerships own 58 of the 60 targets.'"""
    if not partnerships:
        which = "any of the targets" if targets > 1 else "the one target"
        return f"The papers found name no partnership that owns {which}."
    which = f"all {targets} targets" if not unowned else f"{targets - unowned} of the {targets} targets"
    return f"{counted(partnerships, 'partnership')} {'owns' if partnerships == 1 else 'own'} {which}."


def helping(count: int) -> str:
    """'3 others help'; nothing where nobody does."""
    return f"{count} other{' helps' if count == 1 else 's help'}" if count else ""


def in_law(named: int, kinds: int) -> str:
    """'The papers name 11 of the 28 kinds of body that the law named.'"""
    return f"The papers name {named or 'none'} of the {kinds} kinds of body that the law named."


def districts(targets: list[int]) -> str:
    """'2 of 6 districts have a target of their own.' `targets`: of each district."""
    own = sum(count > 0 for count in targets)
    has = "has a target of its" if own < 2 else "have a target of their"
    return f"{own or 'None'} of {counted(len(targets), 'district')} {has} own."
