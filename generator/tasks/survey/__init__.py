"""What is said of all files of a run together: taken from each review, gathered in a process."""
