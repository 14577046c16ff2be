"""What stands where somebody types is not what was shown there."""

from __future__ import annotations

from generator.base.errors import GeneratorError

_MOST_SHOWN = 60


class ConflictError(GeneratorError):
    """Another program, or another page, has changed what was about to be replaced."""

    def __init__(self, file: str, now: str) -> None:
        shown = now if len(now) <= _MOST_SHOWN else f"{now[:_MOST_SHOWN]}……"
        said = f"现在写的是“{shown}”" if now else "现在是空的"
        super().__init__(f"{file} 的这一处在别处改过，{said}。没有保存，请看过之后再填。")


class NoPlaceError(GeneratorError):
    """Nothing can be typed at a place, or there is none any more."""

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} 里没有这一处了，可能在别处删去了。请刷新页面再填。")
