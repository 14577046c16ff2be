"""Tables harmed as hands and programs harm them, and what came of it."""
