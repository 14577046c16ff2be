"""What stands where somebody types is not what was shown there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.errors import GeneratorError

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_SHOWN = 60


class ConflictError(GeneratorError):
    """Another program, or another page, has changed what was about to be replaced.

    `now` is what stands there; of a cell of a list, `row` is what its row says and `number` where
    it is. Who has seen it may decide.
    """

    def __init__(
        self, file: str, now: str, row: Mapping[str, str] | None = None, number: int = 0
    ) -> None:
        self.now, self.row, self.number = now, row, number
        shown = now if len(now) <= _MOST_SHOWN else f"{now[:_MOST_SHOWN]}……"
        said = f"现在写的是“{shown}”" if now else "现在是空的"
        super().__init__(f"{file} 的这一处在别处改过，{said}。没有保存，请看过之后决定用哪一个。")


class NoPlaceError(GeneratorError):
    """Nothing can be typed at a place, or there is none any more."""

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} 里没有这一处了，可能在别处删去了。请刷新页面再填。")
