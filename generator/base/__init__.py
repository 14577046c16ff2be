"""What every other folder rests on: numbers, words, whole files, errors, what a rule is."""
