"""What somebody types on a page, as the files of the data folder that it changes."""
