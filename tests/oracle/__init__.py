"""An independent reading of the rules, used to test the tool; it never imports the tool."""
