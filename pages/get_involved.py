"""How people of a place can take part: what is asked, how much an answer can change, what came of it."""

from datetime import date

from data_pipeline import queries
from pages.components.finding import answers, asked, pickers
from pages.components.involving import taking_part
from pages.components.markup import notes
from pages.components.promises import promise_rows
from pages.components.surfaces import on_page
from pages.serving import database

as_of = pickers.as_of()
heading = on_page().slot()
if asked.text("area"):
    pickers.fold("place or day")
with on_page().row():
    code = pickers.area()
area = asked.place(code) if code else None

if asked.text("area") and not code:
    with heading:
        answers.unknown_area(asked.text("area"))
elif area is None:
    on_page().title("Get involved")
    with heading:
        notes.html("<h1>Get involved</h1>")
    taking_part.everywhere(database.lasting(queries.involvements))
else:
    on_page().title(f"{notes.example_prefix(area)}{area['name']}: get involved")
    day = date.fromisoformat(as_of) if as_of else date.today()
    with heading:
        notes.example_banner(area)
        notes.html("<h1>Get involved in {}</h1>", area["name"])
    taking_part.of_place(area, promise_rows.agreement(area), as_of, day)
