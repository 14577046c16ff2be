"""A mistake of the program itself in one file of many: it costs that file, not the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from generator.base.errors import GeneratorError
from generator.tasks.supervised.failure import describe_bug

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


def attempt(work: Callable[[], Result], *, alone: bool) -> Result | str:
    """Return what `work` returns, or in Chinese why it could not be done.

    A mistake of the program is raised where the file is `alone`: nothing else is lost with it. So
    is a lack of memory always: whoever has set the bound names it.
    """
    try:
        return work()
    except GeneratorError as error:
        return "；".join((str(error), *getattr(error, "__notes__", ())))
    except MemoryError:
        raise
    except Exception as error:
        # Whatever it is, hundreds of other files must not be lost for it.
        if alone:
            raise
        return describe_bug(error).words
