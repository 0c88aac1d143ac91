"""Finds who said what in an article, and judges which claims say the same."""
