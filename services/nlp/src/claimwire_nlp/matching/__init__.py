"""Judges which documents tell one story and which claims say the same, in pure functions."""
