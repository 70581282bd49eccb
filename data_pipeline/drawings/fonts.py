"""The typeface of documents and pictures, for typst, which takes no woff2 and no variable font.

`assets/fonts/documents/` holds three weights of Public Sans, 53 KB each: of the two web fonts beside that folder, cut
at 400, 600 and 700 and merged by fontTools (`varLib.instancer`, `merge`), under the same licence. They are kept because
making them takes two seconds and a package that nothing else needs.
"""

from functools import lru_cache
from pathlib import Path

import typst

FAMILY = "Public Sans"
FOLDER = Path(__file__).parents[2] / "assets" / "fonts" / "documents"


@lru_cache(maxsize=1)
def faces() -> typst.Fonts:
    """Public Sans, and what typst carries for letters that it lacks; no font of the machine, so all make the same."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FOLDER)])
