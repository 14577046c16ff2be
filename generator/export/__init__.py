"""The internal export of the accounting software (财决) as published sheets and lists."""
