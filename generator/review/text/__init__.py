"""A submitted text as sections, sentences, clauses and the amounts they state."""
