"""A drawing as a picture of dots, for where SVG is not taken."""

import typst

from data_pipeline.drawings import fonts
from data_pipeline.drawings.settable import settable

DOTS = 192  # An inch: two for each px.
AROUND = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg")'


def of(document: str) -> bytes:
    """An SVG document of ours as PNG, two dots for each px; a letter that cannot be set is its number."""
    files = {"main.typ": AROUND, "drawing.svg": settable(document).encode()}
    return typst.compile(files, format="png", ppi=DOTS, font_paths=fonts.faces())
