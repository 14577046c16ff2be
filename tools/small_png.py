"""A picture of a page as a small PNG: at most 256 colours, which screens of text hardly exceed.

The browser decodes its own screenshot; `encode` writes what it told in a palette.
"""

from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

Pixels = np.ndarray[Any, np.dtype[np.uint8]]
_MOST = 256
_STEP = 8  # colours that differ by less look the same
_DECODE = """async (data) => {
  const picture = new Image();
  picture.src = `data:image/png;base64,${data}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: picture.naturalWidth, height: picture.naturalHeight });
  const context = canvas.getContext("2d");
  context.drawImage(picture, 0, 0);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
  let text = "";
  for (let at = 0; at < pixels.length; at += 32768)
    text += String.fromCharCode(...pixels.subarray(at, at + 32768));
  return [canvas.width, canvas.height, btoa(text)];
}"""


def shrink(context: BrowserContext, png: bytes) -> bytes:
    """Return the same picture in a palette; a page of the browser decodes it."""
    page = context.new_page()
    try:
        width, height, told = page.evaluate(_DECODE, base64.b64encode(png).decode())
    finally:
        page.close()
    pixels = np.frombuffer(base64.b64decode(told), np.uint8).reshape(height, width, 4)
    return encode(pixels[:, :, :3])


def encode(pixels: Pixels) -> bytes:
    """Return a PNG of pixels (height × width × 3): the commonest colours, others by the nearest."""
    height, width, _ = pixels.shape
    rounded = np.minimum((pixels.astype(int) + _STEP // 2) // _STEP * _STEP, 255)
    colours, where, counts = np.unique(
        rounded.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    palette = colours[np.argsort(-counts, kind="stable")[:_MOST]]
    distances = ((colours[:, None, :] - palette[None, :, :]) ** 2).sum(axis=2)
    numbers = distances.argmin(axis=1).astype(np.uint8)[where.reshape(height, width)]
    rows = b"".join(b"\0" + row.tobytes() for row in numbers)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", palette.astype(np.uint8).tobytes()),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
