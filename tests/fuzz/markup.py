"""Changes of XML and HTML that keep it markup: attributes, texts, elements, entities."""

import copy
from collections.abc import Iterable
from random import Random

from lxml import etree

from fuzz.bytewise import change_bytes
from fuzz.texts import odd

_VALUES = (
    "", "-1", "0", "1", "2", "65535", "65536", "2147483647", "-2147483648", "4294967296",
    "99999999999999999999", "1e308", "NaN", "inf", "1.5", "true", "off", "none", "A1", "XFD1048576",
    "A1:XFD1048576", "A0", "1A", "ZZZZ99999999", "B2:A1", "s", "b", "e", "inlineStr", "str", "d",
    "rId1", "rId999", "../../../../etc/passwd", "file:///etc/passwd", "/word/document.xml",
    "xl/worksheets/sheet1.xml", "%00", "#REF!", "General", "0.00E+00", "yyyy-mm-dd", "[$-804]",
    "0" * 300, '"' * 3, "@", "_(* #,##0.00_)", "%1.%9", "chineseCounting", "bullet", "restart",
)  # fmt: skip
_ENTITIES = (b"&#0;", b"&#x1F;", b"&#xFFFF;", b"&nbsp;", b"&x;", b"&", b"<", b"]]>", b"<![CDATA[")
_DOCTYPE = b'<!DOCTYPE a [<!ENTITY x "1">]>'
_MOST = 5
_DEPTHS = (2, 20, 120, 300)
_COPIES = (1, 1, 2, 100)
_LARGEST = 60_000  # bytes of an element that is copied many times


def change_xml(dice: Random, data: bytes) -> bytes:
    """Return a part with a few changes, most of them well-formed."""
    if dice.random() < 0.15:
        return _change_raw(dice, data)
    try:
        root = etree.fromstring(data)
    except (etree.XMLSyntaxError, ValueError):
        return change_bytes(dice, data)
    change_tree(dice, root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def change_tree(dice: Random, root: etree._Element) -> None:
    """Change a few elements below a root."""
    for _ in range(dice.randint(1, _MOST)):
        _change(dice, root)


def _change_raw(dice: Random, data: bytes) -> bytes:
    match dice.randrange(4):
        case 0:
            return change_bytes(dice, data)
        case 1:
            at = data.find(b"?>") + 2
            return data[:at] + _DOCTYPE + data[at:]
        case 2:
            return data.replace(b"UTF-8", dice.choice((b"UTF-16", b"GBK", b"latin1", b"x")), 1)
        case _:
            at = dice.randrange(len(data) + 1)
            return data[:at] + dice.choice(_ENTITIES) + data[at:]


def _pick(dice: Random, root: etree._Element) -> etree._Element:
    return dice.choice([one for one in root.iter() if isinstance(one.tag, str)])


def _legal(text: str) -> str:
    """A text that XML can hold."""
    return "".join(sign for sign in text if sign in "\t\n\r" or " " <= sign < "\ufffe")


def _change(dice: Random, root: etree._Element) -> None:  # noqa: C901 - one case a kind
    one = _pick(dice, root)
    parent = one.getparent()
    kind = dice.randrange(11)
    if kind < 3 and one.attrib:
        one.set(dice.choice(_named(one.attrib)), _legal(dice.choice((odd(dice), *_VALUES))))
    elif kind == 3 and one.attrib:
        del one.attrib[dice.choice(_named(one.attrib))]
    elif kind == 4 or parent is None:
        one.text = _legal(dice.choice((odd(dice), dice.choice(_VALUES))))
    elif kind == 5:
        parent.remove(one)
    elif kind == 6:
        copies = dice.choice(_COPIES)
        if copies > 2 and len(etree.tostring(one)) * copies > _LARGEST:
            copies = 1
        for _ in range(copies):
            one.addnext(copy.deepcopy(one))
    elif kind == 7:
        _nest(one, dice.choice(_DEPTHS))
    elif kind == 8:
        _pick(dice, root).append(copy.deepcopy(one))
    elif kind == 9:
        one.tag = _pick(dice, root).tag
    else:
        other = _pick(dice, root)
        for name in _named(other.attrib):
            one.set(name, other.get(name) or "")


def _named(names: Iterable[str | bytes]) -> list[str]:
    return [str(name) for name in names]


def _nest(one: etree._Element, depth: int) -> None:
    """Put an element into copies of its own tag."""
    parent = one.getparent()
    if parent is None:
        return
    at = parent.index(one)
    outer = inner = etree.Element(one.tag)
    for _ in range(depth):
        inner = etree.SubElement(inner, one.tag)
    parent.remove(one)
    inner.append(one)
    parent.insert(at, outer)


def change_html(dice: Random, data: bytes) -> bytes:
    """Return a page with spans, tags and texts changed, as pages are found broken."""
    if dice.random() < 0.2:
        return _change_raw(dice, data)
    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    for _ in range(dice.randint(0, 4)):
        cells = [one for one in root.iter("td", "th", "tr", "table") if isinstance(one.tag, str)]
        if cells:
            name = dice.choice(("colspan", "rowspan", "style", "span", "class"))
            value = dice.choice(("0", "-1", "3", "99999", "x", "display:none", "2.5", ""))
            dice.choice(cells).set(name, value)
    change_tree(dice, root)
    page = etree.tostring(root, encoding="utf-8", method="html")
    return change_bytes(dice, page) if dice.random() < 0.2 else page
