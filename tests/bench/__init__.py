"""`make bench`: how fast the stages are, warm and in one process, as ratios to named peers measured in the same run.

A ratio holds on any machine, a number of seconds does not; so a figure in seconds stands only where a person waits for it.
"""
