"""Questions that only pages ask."""

from data_pipeline import queries


def test_places_are_counted_as_the_map_and_the_list_of_codes_have_them(real):
    """326 districts and boroughs from April 2009 to March 2013: Office for National Statistics."""
    counts = queries.place_counts(real.con)
    assert counts["districts"] == 326
    mapped = queries.mapped_codes(real.con)
    # The codes of 2025, of Barnsley and Sheffield, are known, and no figure here has them yet.
    assert counts["recoded"] == sum(" became " in row["area_evidence"] for row in mapped) + 2
    assert counts["replaced"] == sum("covers exactly" in row["area_evidence"] for row in mapped)
