"""An independent generator of self-evaluations (绩效自评) on top of random departments.

It never imports the tool: every figure that documents must print is computed here, and what is
planted in a finished document or a list is found there by labels, not by our own readers.
"""
