"""What several tests share: gold outlines, their renderings, and the scorer."""
