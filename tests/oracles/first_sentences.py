"""What the first sentence of an agreement's card counts, read back out of its words."""

import re
from collections import Counter

SMALL = {name: count for count, name in enumerate(
    ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"))}  # fmt: skip
COUNT = rf"(\d[\d,]*|{'|'.join(SMALL)})"
ENDS = {"kept": "kept", "reached": "reached", "dropped": "removed on the way"}


def number(said: str) -> int:
    return SMALL[said.lower()] if said.lower() in SMALL else int(said.replace(",", ""))


def counted(sentence: str) -> Counter:
    """Counts by sort and words, as a tally's: ('promises', 'kept'), ('beside', 'missed'), ('without', 'total')."""
    counts: Counter = Counter()
    sort = "promises"
    for part in filter(None, re.split(r"(?<=[a-z])\.\s*", sentence)):
        if part.startswith(("No promise", "Nothing of this agreement")):
            continue
        total = re.search(
            rf"^(?:Of|All|Its|Nobody can say whether(?: its)?|The same goes for)? ?{COUNT} (more )?(?:promise|target)",
            part,
            re.I,
        )
        if found := re.fullmatch(rf"{COUNT} measures? (?:has|have) no target", part, re.I):
            counts["without", "total"] += number(found[1])
        elif found := re.fullmatch(rf"Of {COUNT} nobody can say", part):
            counts[sort, "cannot be said"] += number(found[1])
        elif found := re.fullmatch(rf"{COUNT} (?:was|were) dropped on the way", part, re.I):
            counts[sort, "removed on the way"] += number(found[1])
        elif total:
            sort = "beside" if total[2] else "promises"
            counts[sort, "total"] += number(total[1])
            if part.startswith(("Nobody", "The same")):
                counts[sort, "cannot be said"] += number(total[1])
            elif part.startswith("Of"):
                for count, end in re.findall(rf"{COUNT} (?:was|were) (\w+)", part):
                    counts[sort, _end(sort, end)] += number(count)
            else:
                counts[sort, _end(sort, re.search(r"(?:was|were) (\w+)", part)[1])] += number(total[1])
        else:
            raise AssertionError(f"a sentence that is not understood: {part}")
    return +counts


def _end(sort: str, word: str) -> str:
    return {"missed": "missed" if sort == "beside" else "not kept", **ENDS}[word]
