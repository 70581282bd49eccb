"""The typeface of documents: there, whole, and taken by typst."""

import struct

import pytest
import typst

from data_pipeline.drawings import fonts

# In names of places and in figures; what a font lacks is drawn by another one, line by line.
NEEDED = "AZaz09 .,:;!?()%£€&'’“”–—−…×·½²ÀÉéôŵŷŁ"


def covered(path) -> set[int]:
    """The characters of a font, by the Unicode table of its `cmap` (format 4)."""
    data = path.read_bytes()
    tables = {data[at : at + 4]: struct.unpack(">II", data[at + 8 : at + 16])
              for at in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16)}  # fmt: skip
    start = tables[b"cmap"][0]
    found = set()
    for number in range(struct.unpack(">H", data[start + 2 : start + 4])[0]):
        platform, _, offset = struct.unpack(">HHI", data[start + 4 + 8 * number : start + 12 + 8 * number])
        table = start + offset
        kind, _, _, twice = struct.unpack(">HHHH", data[table : table + 8])
        if platform != 3 or kind != 4:
            continue
        ends = struct.unpack(f">{twice // 2}H", data[table + 14 : table + 14 + twice])
        starts = struct.unpack(f">{twice // 2}H", data[table + 16 + twice : table + 16 + 2 * twice])
        for first, last in zip(starts, ends, strict=True):
            found |= set(range(first, last + 1))
    return found - {0xFFFF}


@pytest.mark.parametrize("weight", ["Regular", "SemiBold", "Bold"])
def test_a_weight_has_the_letters_that_places_and_figures_need(weight):
    there = covered(fonts.FOLDER / f"PublicSans-{weight}.ttf")
    assert len(there) > 400
    assert [letter for letter in NEEDED if ord(letter) not in there] == []


def test_typst_takes_every_weight_by_its_family():
    said = '#set page(width: 400pt, height: 40pt)\n#text(font: "Public Sans", weight: {})[Harbour]'
    drawn = {
        weight: typst.compile(said.format(weight).encode(), format="png", font_paths=fonts.faces())
        for weight in (400, 600, 700)
    }
    other = typst.compile(said.format(400).replace(fonts.FAMILY, "Libertinus Serif").encode(), format="png")
    assert len({*drawn.values(), other}) == 4
    assert all(drawn.values())
