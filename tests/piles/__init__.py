"""An independent generator of what lies on a bureau's desk: a pile of submissions, and its list.

It never imports the tool. Departments and texts are those of `wordings`; what is added here is
whose they are, in what files they come, what is wrong with which of them, and the next round.
"""
