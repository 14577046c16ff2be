"""What charts of both kinds share: their width, the look of their text, where a thing stands."""

from __future__ import annotations

WIDTH = 154  # mm
HALF_CHARACTER = 1.95  # mm, at 10.5 pt with room to spare
TEXT_LOOK = (
    '<c:txPr><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1050">'
    '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
    '<a:latin typeface="Times New Roman"/><a:ea typeface="宋体"/></a:defRPr></a:pPr>'
    '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
)


def manual_layout(x: float, y: float, width: float, height: float, *, target: str = "inner") -> str:
    """Return the place of a thing in its chart, in parts of the whole."""
    inner = f'<c:layoutTarget val="{target}"/>' if target else ""
    return (
        f'<c:layout><c:manualLayout>{inner}<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{x:.4f}"/><c:y val="{y:.4f}"/><c:w val="{width:.4f}"/><c:h val="{height:.4f}"/>'
        "</c:manualLayout></c:layout>"
    )
