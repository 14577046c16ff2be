"""Values of the model that were pickled, read back so that reading does nothing else.

What is read may lie in a folder of the user, who may have it from somebody else: it may hold
values of the model, and nothing that does something when it is read.
"""

from __future__ import annotations

import io
import pickle
from typing import Any, TypeVar

Value = TypeVar("Value")
_VALUES = {
    ("decimal", "Decimal"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("collections", "Counter"),
    ("builtins", "frozenset"),
    ("builtins", "set"),
}
_PATHS = {"PosixPath", "WindowsPath", "PurePosixPath", "PureWindowsPath", "Path"}
_OURS = (
    "generator.model.",
    "generator.base.severity",
    "generator.reporting.duty_words",
    "generator.reporting.review_workbook",
    "generator.reporting.round_sheets",
)


_BROKEN = (
    AttributeError,
    EOFError,
    ImportError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
    RecursionError,
)


class _Reader(pickle.Unpickler):
    """Reads values of the model; whatever else is named there is refused."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class that may be read. Raises UnpicklingError for any other name."""
        is_path = module.partition(".")[0] == "pathlib" and name in _PATHS
        if (module, name) in _VALUES or is_path:
            return super().find_class(module, name)
        if module.startswith(_OURS) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def read_values(data: bytes, *kinds: type[Value]) -> Value:
    """Return what was pickled, if it is a value of one of these kinds. Raises UnpicklingError."""
    try:
        found = _Reader(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, *_BROKEN) as error:
        raise pickle.UnpicklingError(str(error)) from error
    if not isinstance(found, kinds):
        raise pickle.UnpicklingError(type(found).__name__)
    return found
