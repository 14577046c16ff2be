"""Places that are no folder of this machine (`s3://`, `memory://`): fsspec, within bounds.

Every call ends: an answer that does not come, or that says the storage is ill, is asked for again
so many times, each time told; then the storage counts as gone. What the storage refuses for good
(no access, no such file) is not asked for again.
"""

from __future__ import annotations

import hashlib
import re
import threading
import time
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from generator.base.errors import GeneratorError, RunEndedError
from generator.base.refusals import word_refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Result = TypeVar("Result")
_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_LOCAL = ("file", "local")
SECONDS = 60.0  # that one call may take
PAUSES = (1.0, 3.0, 9.0)  # seconds before a call is made again
_LONGEST = 200  # characters of what a library says
_WAIT = 0.25  # seconds between two looks at a call
_FOR_GOOD = (
    FileNotFoundError,
    PermissionError,
    IsADirectoryError,
    NotADirectoryError,
    FileExistsError,
    TypeError,
    ValueError,
    NotImplementedError,
)
# We ask again ourselves: a library that does so too would multiply the waiting.
_ONCE = {"config_kwargs": {"retries": {"total_max_attempts": 1}}}
_SETTINGS: dict[str, dict[str, Any]] = {"s3": _ONCE, "s3a": _ONCE}


class StorageUnknownError(GeneratorError):
    """There is nothing installed that reaches such a place."""

    def __init__(self, url: str, detail: str) -> None:
        super().__init__(
            f"不能使用 {url}：{detail}。请核对写法；存储用的库要另外安装："
            'pip install "gen-narrative[cluster]"，S3 再加 s3fs。'
        )


class StorageGoneError(RunEndedError):
    """A storage that does not answer, or only that it is ill."""

    def __init__(self, name: str, attempts: int, detail: str) -> None:
        super().__init__(
            f"存储 {name} 试了 {attempts} 次都没有成功（{detail}）。"
            "做完的都在；存储恢复以后再运行同样的命令，接着做没有做的。"
        )


class StorageRefusedError(GeneratorError):
    """A storage that does not let this be done."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(f"存储不许读写 {name}（{detail}）。请核对地址和权限。")


def is_remote(text: str) -> bool:
    """Whether a place is meant that is no path of this machine."""
    found = _REMOTE.match(text)
    return found is not None and urlsplit(text).scheme.lower() not in _LOCAL


def local_path(text: str) -> str:
    """Return the path of a place of this machine: `file://` says the same as the path."""
    if _REMOTE.match(text) is None:
        return text
    parts = urlsplit(text)
    return url2pathname(unquote(parts.path) if "%" in parts.path else parts.path)


class Storage:
    """A place below which files are read and written by name, with slashes."""

    def __init__(
        self,
        url: str,
        tell: Callable[[str], None],
        seconds: float = SECONDS,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        """Find what reaches the place. Raises StorageUnknownError."""
        self.url = url.rstrip("/")
        self._tell, self._seconds, self._pauses = tell, seconds, tuple(pauses)
        scheme = urlsplit(url).scheme.lower()
        try:
            import fsspec  # noqa: PLC0415 - an extra

            found = fsspec.url_to_fs(
                self.url, use_listings_cache=False, **_SETTINGS.get(scheme, {})
            )
        except (ImportError, ValueError, TypeError, OSError) as error:
            raise StorageUnknownError(url, _shorten(error)) from error
        self._system, self._base = cast("tuple[Any, str]", found)
        self._base = self._base.rstrip("/")
        if hasattr(self._system, "retries"):
            self._system.retries = 1

    def list(self) -> dict[str, tuple[int, str]]:
        """Return size and mark of every file by name; another mark is another content.

        Empty where there is nothing. Raises StorageGoneError, StorageRefusedError.
        """

        def find() -> dict[str, dict[str, Any]]:
            self._system.invalidate_cache()
            return cast("dict[str, dict[str, Any]]", self._system.find(self._base, detail=True))

        try:
            found = self._call("", find)
        except FileNotFoundError:
            return {}
        start = len(self._base) + 1 if self._base else 0
        return {
            path[start:] if path != self._base else "": (int(told.get("size") or 0), _mark(told))
            for path, told in sorted(found.items())
            if told.get("type") != "directory"
        }

    def read(self, name: str) -> bytes:
        """Return the bytes of a file. Raises FileNotFoundError, and as `list`."""
        path = self._path(name)
        return cast("bytes", self._call(name, lambda: self._system.cat_file(path)))

    def write(self, name: str, data: bytes) -> None:
        """Write a file. Raises as `list`."""
        path = self._path(name)

        def put() -> None:
            try:
                self._system.pipe_file(path, data)
            except FileNotFoundError:  # where folders have to be made
                self._system.makedirs(path.rpartition("/")[0], exist_ok=True)
                self._system.pipe_file(path, data)

        try:
            self._call(name, put)
        except FileNotFoundError as error:
            raise StorageRefusedError(f"{self.url}/{name}", _shorten(error)) from error

    def remove(self, name: str) -> None:
        """Remove a file that may not be there. Raises as `list`."""
        path = self._path(name)
        try:
            self._call(name, lambda: self._system.rm_file(path))
        except FileNotFoundError:
            return

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a file in hexadecimal, empty where there is none."""
        try:
            return hashlib.sha256(self.read(name)).hexdigest()
        except FileNotFoundError:
            return ""

    def _path(self, name: str) -> str:
        return "/".join(part for part in (self._base, name) if part) or "/"

    def _call(self, name: str, work: Callable[[], Result]) -> Result:
        """Return what a call returns. Raises FileNotFoundError, and as `list`."""
        whole = f"{self.url}/{name}".rstrip("/")
        attempts = len(self._pauses) + 1
        for attempt in range(1, attempts + 1):
            try:
                return _within(self._seconds, work)
            except FileNotFoundError:
                raise
            except _FOR_GOOD as error:
                raise StorageRefusedError(whole, _shorten(error)) from error
            except Exception as error:  # libraries have their own, for all that is passing
                detail = _shorten(error)
                if attempt == attempts:
                    raise StorageGoneError(whole, attempts, detail) from error
                pause = self._pauses[attempt - 1]
                again = f"{pause:g} 秒后再试（第 {attempt + 1} 次，最多 {attempts} 次）"
                self._tell(f"存储 {whole} 没有成功（{detail}），{again}")
                time.sleep(pause)
        raise AssertionError


def _mark(told: dict[str, Any]) -> str:
    """Return what tells a file from its next version, in the words that the storage has."""
    names = ("ETag", "etag", "md5", "LastModified", "mtime", "modified", "created")
    return "|".join(str(told[name]) for name in names if told.get(name) is not None)


def _shorten(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "没有应答"
    if isinstance(error, OSError) and error.errno is not None and not error.args[1:]:
        return word_refusal(error)
    return (str(error) or type(error).__name__)[:_LONGEST]


def _within(seconds: float, work: Callable[[], Result]) -> Result:
    """Return what a call returns. Raises what it raises, TimeoutError where it takes longer.

    A call that does not end is left to itself: nothing can end a thread.
    """
    results: list[Result] = []
    errors: list[Exception] = []

    def do() -> None:
        try:
            results.append(work())
        except Exception as error:  # noqa: BLE001 - raised where the call was made
            errors.append(error)

    thread = threading.Thread(target=do, daemon=True)
    thread.start()
    # Waits are counted, not the clock: a machine that slept has given the call no time. On Windows
    # Ctrl-C is noticed between two of them only.
    for _ in range(max(1, round(seconds / _WAIT))):
        thread.join(_WAIT)
        if not thread.is_alive():
            break
    if errors:
        raise errors[0]
    if not results:
        raise TimeoutError
    return results[0]
