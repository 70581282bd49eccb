"""Worlds to test on: files written for the purpose."""
