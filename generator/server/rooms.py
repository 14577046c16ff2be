"""The rooms, in the order of the navigation."""

from __future__ import annotations

from generator.server.accountant import ROOM as ACCOUNTANT
from generator.server.maintainer import ROOM as MAINTAINER
from generator.server.reviewer import ROOM as REVIEWER

ROOMS = (ACCOUNTANT, REVIEWER, MAINTAINER)
