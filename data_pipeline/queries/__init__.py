"""The questions pages may ask: one function each, in a file for each subject.

Each takes a connection and returns its rows as dictionaries, in which nothing known is None (a frame
would make it a number that is not one). A function that answers with one thing returns it, or None.
Frames are returned only where the whole table is handed on.
"""

# ruff: noqa: F401 - handed on.

from data_pipeline.queries.agreements import (
    agreement,
    agreements,
    best_and_worst,
    changes,
    editions,
    hindsight,
    lead_partners,
    masking,
    outlook_record,
    promise_gaps,
    promises,
    promises_of_place,
    prospects,
    rating_words,
    ratings,
    related_measures,
    related_targets,
    standing,
    target_audit,
    worked_outlooks,
    worked_sums,
)
from data_pipeline.queries.asking import Connection, Rows
from data_pipeline.queries.assessing.records import assessment, money
from data_pipeline.queries.assessing.spending import childrens_spending, cost_of_care, years_of_cost
from data_pipeline.queries.boards.agenda import (
    by_theme,
    concerning,
    exceptions,
    in_order,
    no_exceptions,
    since,
    without_lead,
    without_start,
)
from data_pipeline.queries.boards.meeting import latest_papers, meeting
from data_pipeline.queries.boards.partners import (
    bodies,
    district_figures,
    statutory_partners,
    target_partners,
    target_plans,
)
from data_pipeline.queries.boards.timetable import by_lead, timetable
from data_pipeline.queries.boards.years import agreement_years
from data_pipeline.queries.catalogue import agreements_on, catalogue, fitting, indicator_bodies, old_sets
from data_pipeline.queries.comparing import MOST_CHOSEN, compared, everywhere, peers, rug, spokes
from data_pipeline.queries.figures import (
    area_map,
    card_counts,
    card_counts_of_year,
    card_line,
    figure_of,
    indicator,
    indicator_figures,
    indicators_with_figures,
    map_classes,
    map_layer,
    other_levels,
    report_card,
    reporting_years,
    runs_of_area,
    runs_of_series,
    series,
    spread,
    sure_changes_of_year,
    surely_behind,
    themes,
)
from data_pipeline.queries.finding import (
    PLACES,
    area_meant,
    codes_known_to,
    country_meant,
    country_of_code,
    looks_like_code,
    looks_like_postcode,
    places,
    postcode,
    postcodes_are_installed,
)
from data_pipeline.queries.grouping import agreement_card
from data_pipeline.queries.involving.chances import involvement, involvements
from data_pipeline.queries.involving.consultation import (
    consultation_passages,
    consultation_questions,
    consultation_respondents,
)
from data_pipeline.queries.involving.facts import fact_choices, fact_counts, facts
from data_pipeline.queries.judgements import (
    COMPARATORS,
    comparisons,
    direction,
    directions_by_series,
    gaps,
    people_counted,
    rules,
    similar_areas,
    threshold,
    verdicts,
    worked_comparisons,
    worked_directions,
)
from data_pipeline.queries.one_theme import (
    ORDERS,
    measures_without_figures,
    theme_counts,
    theme_coverage,
    theme_figures,
    theme_gaps,
    theme_measures,
    theme_places,
)
from data_pipeline.queries.papers import (
    PACK_SHEETS,
    agreement_figures,
    agreements_with_figures,
    changes_of_promise,
    every_promise_point,
    levels_of_points,
    overtaken,
    own_figures,
    pack_sheet,
    points_of_promise,
    promise_map,
    promise_map_classes,
    promise_maps,
    promise_points,
)
from data_pipeline.queries.places import (
    ENGLAND,
    area,
    areas,
    areas_by_code,
    boundary,
    council_duties,
    councils,
    districts,
    fingerprint,
    layers,
    local_action,
    map_scopes,
    place_counts,
    redress,
)
from data_pipeline.queries.scrutiny.cases import cases
from data_pipeline.queries.scrutiny.enquiries import OFF_TRACK, REASONS, actions, enquiries, lead_bodies, went_well
from data_pipeline.queries.scrutiny.exchanges import areas_with_exchanges, exchanges
from data_pipeline.queries.scrutiny.timeline import timeline
from data_pipeline.queries.sources import (
    coverage,
    figures_found,
    figures_left_out,
    glossary,
    issues,
    issues_of,
    mapped_codes,
    missing_sheets,
    sources,
)
