"""An independent generator of submitted texts: departments, wordings, planted errors.

It never imports the tool. Every number of a text knows what it states, so that what is planted is
false, and what is left is true, by relations that are evaluated on the printed text alone.
"""
