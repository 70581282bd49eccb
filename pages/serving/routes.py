"""Routes of our own beside the pages: geometry, downloads, open data."""

import json
import re
from urllib.parse import unquote

import pandas as pd
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from data_pipeline import queries, spreadsheets, words
from pages.serving import database, links, sending

LONGEST_NAME = 80  # Of a place; who sends more types no name.


def geometry(request: Request) -> Response:
    """One map layer as GeoJSON; other sites may draw it too."""
    with database.cursor() as cursor:
        layer = queries.boundary(cursor, request.path_params["layer"])
    if layer is None:
        return PlainTextResponse("No such map layer", status_code=404)
    cache = sending.FOR_GOOD if request.query_params.get("v") else "public, max-age=3600"
    return sending.text_response(request, layer, "application/geo+json", cache, **{"access-control-allow-origin": "*"})


def indicator_csv(request: Request) -> Response:
    """Every figure of one indicator as CSV, each with its source, licence and caveat."""
    indicator = unquote(request.path_params["indicator"])
    with database.cursor() as cursor:
        return _csv(request, queries.indicator_figures(cursor, indicator), indicator, "No such indicator")


def agreement_csv(request: Request) -> Response:
    """Everything promised and reported in one agreement as CSV, each figure with its paper and its address."""
    area_code = request.path_params["area"]
    with database.cursor() as cursor:
        frame = queries.agreement_figures(cursor, area_code)
    return _csv(request, frame, f"agreement {area_code}", "No such agreement")


def _csv(request: Request, frame: pd.DataFrame, name: str, missing: str) -> Response:
    if frame.empty:
        return PlainTextResponse(missing, status_code=404)
    file = re.sub(r"\W+", "_", name.lower())
    headers = {"content-disposition": f'attachment; filename="{file}.csv"', "access-control-allow-origin": "*"}
    return sending.text_response(request, spreadsheets.csv_of(frame), "text/csv", "public, max-age=3600", **headers)


def suggestions(request: Request) -> Response:
    """The places that fit what is typed so far: a list of name, what it is, and the address that answers it."""
    asked = {name: request.query_params.get(name) for name in ("q", "as_of")}
    with database.cursor() as cursor:
        found = queries.places(cursor, (asked["q"] or "")[:LONGEST_NAME], closeness=0.93)
    fitting = [
        {"name": place["name"], "what": words.places.what(place), "address": _answering(place, asked["as_of"])}
        for place in found
    ]
    return sending.text_response(request, json.dumps(fitting), "application/json", "public, max-age=300")


def _answering(place: dict, as_of: str | None) -> str:
    """The card of a place in one area; of one in several, the answer that lists them."""
    if len(place["codes"]) == 1:
        return links.place(place["cards"][0], as_of=as_of)
    return links.address("", place=place["name"] if place["is_sure"] else place["place"], as_of=as_of)


async def open_data(request: Request) -> Response:
    """The files written by `python -m data_pipeline export`."""
    folder = database.DATA / "exports"
    if not folder.is_dir():
        return PlainTextResponse(
            "The open data has not been exported here: python -m data_pipeline export", status_code=404
        )
    files = sending.CompressedFiles(folder, "public, max-age=3600")
    response = await files.get_response(request.path_params["name"], request.scope)
    response.headers["access-control-allow-origin"] = "*"
    return response


ROUTES = [
    Route("/places.json", suggestions),
    Route("/geometry/{layer}.geojson", geometry),
    Route("/download/agreement/{area}.csv", agreement_csv),
    Route("/download/{indicator}.csv", indicator_csv),
    Route("/data/{name}", open_data),
]
