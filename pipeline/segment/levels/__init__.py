"""Levels by all their names and spellings, with rank."""
