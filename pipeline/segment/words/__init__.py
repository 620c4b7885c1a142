"""The tagger, and what words tell: cues of titles and texts, seams between them, words of tables."""
