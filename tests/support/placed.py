"""Where something stands on a page, and what it says of itself: both must be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Locator


def box_of(place: Locator) -> FloatRect:
    """Return where something stands in the window; it must be shown."""
    found = place.bounding_box()
    assert found is not None
    return found


def attribute_of(place: Locator, name: str) -> str:
    """Return an attribute that must be there."""
    found = place.get_attribute(name)
    assert found is not None
    return found
