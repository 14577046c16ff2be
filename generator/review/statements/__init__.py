"""A submitted text as statements: what each number is said to be, in whatever wording."""
