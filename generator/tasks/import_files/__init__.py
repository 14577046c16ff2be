"""`import`: files of any kind become rows of a data folder."""
