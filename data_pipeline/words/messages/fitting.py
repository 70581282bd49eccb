"""Sentences into so much room: whole ones, and where even the first is too long, whole words of it."""

LONGEST = 160  # Letters: a text message has them, and search engines show no more of a description.
SHORT_TITLE = 60


def fitted(sentences: list[str], before: str = "") -> str:
    """`before` and as many of the sentences as fit, in their order; of a first that is too long the words that fit."""
    text = _cut(f"{before}{sentences[0]}", LONGEST)
    for sentence in sentences[1:]:
        if len(text) + 1 + len(sentence) > LONGEST:
            break
        text = f"{text} {sentence}"
    return text


def titled(title: str, after: str, more: list[str], before: str = "") -> str:
    """The same where the first sentence is a title and what comes `after` it (': 12.9% in Portsmouth, 2010/11.').

    A long title gives way to what is said of it.
    """
    over = len(f"{before}{title}{after}") - LONGEST
    also = over + 1 + len(more[0]) if more else over
    if also > 0 and len(title) - also >= SHORT_TITLE:
        over = also
    if over > 0:
        title = _cut(title, max(0, len(title) - over))
    return fitted([f"{title}{after}", *more], before)


def first_that_fits(*texts: str) -> str:
    """The first of some ways to say a thing, the fullest first; of the last as much as fits."""
    return next((text for text in texts if len(text) <= LONGEST), None) or _cut(texts[-1], LONGEST)


def _cut(text: str, room: int) -> str:
    """No more than `room` letters, ended by an ellipsis between words where it is cut."""
    if len(text) <= room:
        return text
    whole = text[: max(0, room)].rpartition(" ")[0].rstrip(" ,;:.(–—-")
    return f"{whole}…"
