"""What is recomputed from the text alone: rates, sums, units, scores, contradictions."""
