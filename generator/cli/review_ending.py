"""How a run of `review` ends: which files make it fail, and why none could be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.errors import NothingReviewedError
from generator.base.severity import Severity
from generator.model.review import Conclusion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.reviewed_file import FileSummary, SkippedFile

_NEVER, _UNCHECKED = "never", "unchecked"


def fails(one: FileSummary, fail_on: str) -> bool:
    """Whether a file is as grave as `fail_on` (error, warning, unchecked, never) or graver."""
    if fail_on == _NEVER:
        return False
    if fail_on == _UNCHECKED:
        return one.conclusion is not Conclusion.PASSED
    return one.reaches(Severity(fail_on))


def nothing_reviewed(
    files: Sequence[FileSummary], skipped: Sequence[SkippedFile]
) -> NothingReviewedError:
    """Return the error that says of each file why it could not be used."""
    error = NothingReviewedError(len(files))
    for name, why in (*((one.name, one.why_unread) for one in files), *skipped):
        error.add_note(why if name in why else f"{name}：{why}")
    return error
