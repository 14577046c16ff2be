"""gen-narrative: the narrative (情况说明) of a department's final accounts, written and checked."""
