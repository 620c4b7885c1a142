"""Phrases that are no Chinese, and chains of synonyms that no table lists."""
