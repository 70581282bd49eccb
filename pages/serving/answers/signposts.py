"""What machines ask a site for: where its pages are, what not to read, whom to tell of a fault, and how links look."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from hashlib import sha256
from xml.sax.saxutils import escape

from starlette.requests import Request

from data_pipeline import queries
from data_pipeline.drawings import png, preview
from pages.serving import database, links, sending, settings
from pages.serving.answers import drawn, first, papers
from pages.serving.answers.answering import AN_HOUR, Answer, of_text


async def robots(request: Request) -> Answer:
    """Nothing is closed to those who search but Streamlit's own addresses and what repeats a page elsewhere."""
    lines = [
        "User-agent: *",
        "Disallow: /_stcore/",
        "Disallow: /embed/",
        "Disallow: /present/",
        "",
        f"Sitemap: {papers.site_of(request)}/sitemap.xml",
    ]
    return Answer(of_text("\n".join([*lines, ""]), "text/plain"), AN_HOUR)


def sitemap(request: Request) -> Answer:
    """Every place, measure, map and theme with figures of its own; worked examples are left out."""
    site = escape(papers.site_of(request))
    entries = "".join(f"<url><loc>{site}{escape(address)}</loc></url>" for address in database.lasting(_addresses))
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>\n'
    )
    return Answer(of_text(text, "application/xml"), AN_HOUR)


def _addresses(cursor: queries.Connection) -> list[str]:
    places = [row["area_code"] for row in queries.areas(cursor) if not row["is_example"]]
    scopes = [row["area_code"] for row in queries.map_scopes(cursor) if not row["is_example"]]
    themes = list(queries.themes(cursor).values())
    measures = [row["indicator"] for row in queries.series(cursor)]
    return [
        *(links.address("" if name == links.FIRST_PAGE else name) for name in links.PAGES),
        *(links.address("report_card", area=code) for code in places),
        *(links.address("indicator", indicator=name) for name in measures),
        *(links.address("district_map", county=code) for code in scopes),
        *(links.address("theme", theme=theme, county=code) for theme in themes for code in scopes),
    ]


def picture(request: Request) -> Answer:
    """What other sites show beside a link to a page: its title and first sentence."""
    name = request.path_params["page"]
    if name not in links.PAGES:
        return sending.no_such_page()
    with links.at(request.query_params):
        chosen = links.chosen()
    key = (database.lasting(queries.fingerprint), date.today().isoformat(), name, tuple(chosen.items()))
    tag = sha256(repr(("preview", first.code(), key)).encode()).hexdigest()[:16]
    content = drawn.PICTURES.content(("preview", *key), "image/png", tag, partial(_made, name, chosen))
    return Answer(content, AN_HOUR)


def _made(name: str, chosen: dict[str, str]) -> bytes:
    page = first.told(name, chosen)
    return png.of(preview.picture(sending.TITLE, page.named, page.described))


async def security_contact(request: Request) -> Answer:
    """Whom to tell of a fault, by RFC 9116; nobody is named unless the setting does."""
    if not settings.SECURITY_CONTACT:
        return sending.no_such_page()
    expires = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=180)
    text = f"Contact: {settings.SECURITY_CONTACT}\nExpires: {expires:%Y-%m-%dT%H:%M:%SZ}\nPreferred-Languages: en\n"
    return Answer(of_text(text, "text/plain"), AN_HOUR)
