"""The wordings, one file per province, in the compiler's own sentences after published forms."""

from collections.abc import Callable, Mapping

from wordings.page import Page, Voice

from . import (
    anhui,
    beijing,
    chongqing,
    fujian,
    guangdong,
    hainan,
    henan,
    henan_itemised,
    hubei,
    jiangxi,
    shanghai,
    sichuan,
    xinjiang,
    zhejiang,
)

WORDINGS: Mapping[str, tuple[Voice, Callable[[Page], None]]] = {
    "henan": (henan.VOICE, henan.write),
    "henan-itemised": (henan_itemised.VOICE, henan_itemised.write),
    "chongqing": (chongqing.VOICE, chongqing.write),
    "guangdong": (guangdong.VOICE, guangdong.write),
    "zhejiang": (zhejiang.VOICE, zhejiang.write),
    "sichuan": (sichuan.VOICE, sichuan.write),
    "anhui": (anhui.VOICE, anhui.write),
    "hainan": (hainan.VOICE, hainan.write),
    "beijing": (beijing.VOICE, beijing.write),
    "fujian": (fujian.VOICE, fujian.write),
    "hubei": (hubei.VOICE, hubei.write),
    "shanghai": (shanghai.VOICE, shanghai.write),
    "xinjiang": (xinjiang.VOICE, xinjiang.write),
    "jiangxi": (jiangxi.VOICE, jiangxi.write),
}
