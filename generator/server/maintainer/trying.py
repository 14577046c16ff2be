"""What shows the effect of own templates as a whole: the changed sentences, the faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, redirect, url_for

from generator.reporting.wording import format_changes_page
from generator.server.guard import report_page
from generator.server.house import house
from generator.server.maintainer import blueprint
from generator.server.maintainer.choice import read_choice
from generator.server.maintainer.views import render
from generator.tasks.templates.comparing import compare_wording
from generator.tasks.templates.samples import sample_folders

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

_CHECK = "check-templates"


@blueprint.get("/diff")
def diff() -> str:
    """Show the frame in which the changed sentences appear."""
    return render("diff", read_choice())


@blueprint.get("/diff/page")
def diff_page() -> Response:
    """Answer with the sentences that own templates change, over the samples and the department."""
    choice = read_choice()
    before, after = "自带模板写出的", "自己的模板写出的"
    folders = dict.fromkeys((choice.data, *sample_folders()))
    own = choice.templates
    changes = () if own is None else compare_wording(own, tuple(folders), choice.profile)
    return report_page(format_changes_page(changes, before, after))


@blueprint.get("/check")
def check() -> str:
    """Show the newest check, and what it has found."""
    found = house().runs.list(_CHECK)
    return render("check", read_choice(), run=found[0] if found else None)


@blueprint.post("/check")
def begin_check() -> AnyResponse:
    """Begin a check."""
    choice = read_choice()
    for former in house().runs.list(_CHECK):
        house().runs.stop(former.id)
        house().runs.forget(former.id)
    templates = str(choice.templates) if choice.templates is not None else ""
    data = [str(one) for one in dict.fromkeys((choice.data, *sample_folders()))]
    house().runs.begin(_CHECK, {"templates": templates, "data": data})
    return redirect(f"{url_for('maintainer.check')}?{choice.query}", 303)
