"""The formats of each command: what its option offers is what its task writes."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """What is common to the formats of all commands."""

    @property
    def suffix(self) -> str:
        """The end of the name of such a file."""
        return ".txt" if self.value == "text" else f".{self.value}"

    @classmethod
    def offered(cls) -> str:
        """Return the formats as the help of a command lists them (text|json)."""
        return "|".join(one.value for one in cls)


class BuildFormat(Format):
    """What `build` writes."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    TEXT = "text"


class CheckFormat(Format):
    """How `check` reports."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"


class ReviewFormat(Format):
    """How `review` reports."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"


class ExplainFormat(Format):
    """How `explain` shows numbers: in sentences, or all figures as one table."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


class ChangesFormat(Format):
    """How changed sentences are shown."""

    TEXT = "text"
    HTML = "html"
