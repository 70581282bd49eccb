"""The annual report of an agreement, offered where its assessment or its board stands."""

from markupsafe import Markup

from data_pipeline import queries
from pages.components.markup import templates
from pages.serving import database, links


def offer(agreement_code: str, day: str | None) -> Markup:
    """The way to the report of the latest year of which a target had a figure by the day; nothing without one."""
    years = database.lasting(queries.agreement_years, agreement_code, day)
    if not years:
        return Markup()
    year = years[0]["reporting_year"]
    forms = {form: links.paper(f"annual/{agreement_code}", form, year=year, as_of=day) for form in ("pdf", "docx")}
    return templates.markup("agreements/annual", year=year, forms=forms)
