"""From what was read to a department's accounts; the dictionary of budget codes (科目)."""
