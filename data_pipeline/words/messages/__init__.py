"""What a view says in a text to send on: whole sentences, in no more letters than a message of a phone has."""

from data_pipeline.words.messages.fitting import LONGEST, fitted, titled
from data_pipeline.words.messages.views import (
    SITE,
    about,
    agreement,
    audit,
    card,
    counted,
    england,
    map_of,
    measure,
    opening,
    promise,
    site,
)

__all__ = [
    "LONGEST", "SITE", "about", "agreement", "audit", "card", "counted", "england", "fitted", "map_of", "measure",
    "opening", "promise", "site", "titled",
]  # fmt: skip
