"""Texts made of the warehouse, kept small: in brotli, and only so many bytes of them."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import partial
from threading import Lock

import brotli

from pages.serving.answers.answering import Content

LARGE = 500_000  # Bytes that take 9 a twentieth of a second, and 5 a hundredth.


class Kept:
    """The texts that were last asked for, in no more than `most` bytes."""

    def __init__(self, most: int):
        self.most, self.bytes = most, 0
        self.texts: OrderedDict[Hashable, bytes] = OrderedDict()
        self.lock = Lock()

    def content(self, key: Hashable, kind: str, tag: str, make: Callable[[], str]) -> Content:
        """The text of a key, whose tag is known before it: it is made when it has to be sent, and is not kept."""
        with self.lock:
            packed = self.texts.get(key)
            if packed is not None:
                self.texts.move_to_end(key)
                return Content(kind, tag, partial(brotli.decompress, packed), packed)
        made = partial(self._made, key, make)
        return Content(kind, tag, lambda: brotli.decompress(made()), made)

    def _made(self, key: Hashable, make: Callable[[], str]) -> bytes:
        if key in self.texts:  # By who asked at the same time, and came first.
            return self.texts[key]
        plain = make().encode()
        packed = brotli.compress(plain, quality=9 if len(plain) < LARGE else 5)
        with self.lock:
            if key not in self.texts:
                self.texts[key] = packed
                self.bytes += len(packed)
            while self.bytes > self.most:
                self.bytes -= len(self.texts.popitem(last=False)[1])
        return packed
