"""What the commands do: one call into the program, then the screen."""
