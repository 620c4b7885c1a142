"""Tables whose borders are lost but whose cells still show: made grids again."""
