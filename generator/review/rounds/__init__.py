"""Two rounds of the same department's text: which finding is which, what of the text changed."""
