"""Labels and keys as they are compared: white space, brackets and quotes folded."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_WHITE = re.compile(r"\s+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,40}>")
_ORDINAL = re.compile(r"^[一二三四五六七八九十]{1,3}、")
_FOLDS = {"(": "（", ")": "）", ":": "：", ";": "；", "\uffff": "\ufffd"}
_MARKS = re.compile(r"[（）()“”\"'‘’「」『』《》〈〉]")


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """Return a character as texts are compared: one width, one kind of brackets.

    It is always one character, so that places in a folded text are places in the text: what would
    become several (㎡, ℃, №, ½) stays itself.
    """
    folded = unicodedata.normalize("NFKC", character)
    folded = folded if len(folded) == 1 else character
    return _FOLDS.get(folded, folded)


@lru_cache(maxsize=8192)
def squash(text: str) -> str:
    """Return a label without white space and HTML tags, full-width forms folded, （） kept."""
    folded = unicodedata.normalize("NFKC", _TAG.sub("", text)) if not text.isascii() else text
    return _WHITE.sub("", folded).replace("(", "（").replace(")", "）")


def strip_tags(text: str) -> str:
    """Return a text without HTML tags, which some exports leave in the cells."""
    return _TAG.sub("", text).strip() if "<" in text else text


def strip_ordinal(label: str) -> str:
    """Return a row label without its leading ordinal (一、)."""
    return _ORDINAL.sub("", label)


@lru_cache(maxsize=2048)
def key_of(text: str) -> str:
    """Return a key as keys are compared: no brackets, quotes, white space."""
    return _MARKS.sub("", squash(text))


def nearest(text: str, known: Iterable[str]) -> str:
    """Return the known word that is nearest to `text`, empty where none is near."""
    near = get_close_matches(text, list(known), n=1, cutoff=0.5)
    return near[0] if near else ""


def display_units(text: str) -> int:
    """Return the width of `text` in half characters: 1 for a digit or letter, 2 for a 汉字."""
    return (len(text) + len(text.encode("utf-8", "replace"))) // 2
