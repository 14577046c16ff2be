"""What the field knows, each fact once: forms, named amounts, keys, units, funds, subjects."""
