"""Documents of Word and PowerPoint as files: what they say of themselves, and every part of the day of the data."""

import io
import re
import zipfile
from datetime import date, datetime, time

from data_pipeline.publishing.papers.parts import AUTHOR
from data_pipeline.publishing.papers.reports.report import clean

DAY_IN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def describe(properties, title: str, subject: str, day: date) -> None:
    """Say what a document is, by whom, in which language and of when. `properties`: of python-docx or python-pptx."""
    properties.title, properties.subject = clean(title), clean(subject)
    properties.author, properties.last_modified_by, properties.language = AUTHOR, AUTHOR, "en-GB"
    properties.comments, properties.keywords = "", ""
    properties.created = properties.modified = datetime.combine(day, time())


def packed(made, day: date) -> bytes:
    """The file of an open document, the same whenever it is made."""
    saved = io.BytesIO()
    made.save(saved)
    return _of_day(saved.getvalue(), day)


def _of_day(file: bytes, day: date) -> bytes:
    """A file in which every part is of a day, those of the workbooks of its charts, too."""
    when, whole = (max(day.year, 1980), day.month, day.day, 0, 0, 0), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as parts, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as target:
        for name in parts.namelist():
            content = parts.read(name)
            if name.endswith(".xlsx"):
                content = _of_day(content, day)
            elif name == "docProps/core.xml":
                content = DAY_IN.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode(), content)
            target.writestr(zipfile.ZipInfo(name, when), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()
