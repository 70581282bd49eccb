"""Who answers, how to complain and what a resident can do, in words."""

from data_pipeline.words.answerable import acting, councils, measures, redress

__all__ = ["acting", "councils", "measures", "redress"]
