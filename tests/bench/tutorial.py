"""The page the tutorials teach: one file, read the figures, put the map into the chart.

Not how this dashboard works: it is here to be measured beside it. Files are kept by st.cache_data,
as the tutorials advise, and everything else is as it comes.
"""

import json

import pandas as pd
import plotly.express as px
import streamlit as st


@st.cache_data
def read_figures(file):
    return pd.read_csv(f"data/indicators/{file}")


@st.cache_data
def read_districts():
    with open("data/boundaries/districts_2011.geojson") as file:
        return json.load(file)


st.title("Local Area Agreements")
series = read_figures("series.csv")
title = st.selectbox("Indicator", series["series_title"], key="pick_indicator")
figures = read_figures(series.set_index("series_title").loc[title, "file"])
year = st.selectbox("Year", sorted(figures["period"].unique()), key="pick_year")

shown = figures[figures["period"] == year].copy()
shown["value"] = pd.to_numeric(shown["value"], errors="coerce")
figure = px.choropleth(
    shown,
    geojson=read_districts(),
    locations="area_code",
    featureidkey="properties.lad11cd",
    color="value",
    projection="mercator",
)
figure.update_geos(fitbounds="locations", visible=False)
st.plotly_chart(figure)
st.dataframe(shown)
