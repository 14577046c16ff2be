"""Two real published documents as data folders, and the closed lists of where ours differ."""
