"""Write docs/fields.md from the descriptions of the names (make docs)."""

from pathlib import Path

from generator.tasks.templates.lookup import format_fields_page

TARGET = Path(__file__).parents[1] / "docs" / "fields.md"

if __name__ == "__main__":
    TARGET.write_text(format_fields_page(), encoding="utf-8", newline="\n")
    print(TARGET)
