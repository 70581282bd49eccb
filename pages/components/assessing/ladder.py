"""Support and intervention: the seven steps with what was published of each, and Improvement Notices in full."""

from data_pipeline import words
from pages.components.markup import notes, templates
from pages.serving import links

SAYS = words.assessing.steps


def show(rows: list[dict]) -> None:
    """The ladder, and below it what each Improvement Notice asked of whom, and what came of it."""
    steps = [
        (name, meaning, [row for row in rows if row["step"] == number])
        for number, (name, meaning) in SAYS.STEPS.items()
    ]
    looked = next((row["agreement_code"] for row in rows if row["step"] in SAYS.REVIEWS), None)
    templates.show("assessing/ladder", steps=steps, area=looked)
    for row in rows:
        if row["step"] == SAYS.NOTICE:
            measures = [
                notes.link(
                    links.page("indicator", indicator=measure["indicator"], area=row["agreement_code"]),
                    f"{measure['indicator']}: {measure['title']}",
                )
                for measure in row["measures"]
            ]
            templates.show("assessing/notice", row=row, measures=measures)
