"""How an agreement was judged, supported, put at risk and paid for, in words: what was published, and no more."""

from data_pipeline.words.assessing import aims, judged, money, rewards, risks, spending, steps, whole

__all__ = ["aims", "judged", "money", "rewards", "risks", "spending", "steps", "whole"]
