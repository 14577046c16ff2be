"""Files changed at random, given to the program: nothing but findings and refusals may come."""
