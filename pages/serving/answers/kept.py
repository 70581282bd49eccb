"""Texts and documents made of the warehouse, kept small, and only so many bytes of them."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import partial
from threading import Lock

import brotli

from pages.serving.answers.answering import MAKING, Content, Packed
from pages.serving.turns import Turns

# Of brotli, which needs 2 to this many bytes to unpack a text while it is sent, whatever its length: 0.1 MB for each
# reader in place of the usual 4. The same texts are no longer for it: 149 KB of 7.8 MB in place of 157.
WINDOW = 16
LARGE = 500_000  # Bytes that take 9 a twentieth of a second, and 5 a hundredth.


class Kept:
    """What was last asked for, in no more than `most` bytes: texts in brotli.

    `is_packed`: of documents, whose formats pack by themselves; they are kept and sent as they are. `making`: the turns
    at having them made.
    """

    def __init__(self, most: int, is_packed: bool = False, making: Turns = MAKING):
        self.most, self.is_packed, self.making, self.bytes = most, is_packed, making, 0
        self.kept: OrderedDict[Hashable, bytes | Packed] = OrderedDict()
        self.lock = Lock()

    def content(self, key: Hashable, kind: str, tag: str, make: Callable[[], str | bytes]) -> Content:
        """What a key stands for, whose tag is known before it: it is made when it has to be sent, and is not kept."""
        with self.lock:
            kept = self.kept.get(key)
            if kept is not None:
                self.kept.move_to_end(key)
        body = partial(self._made, key, make) if kept is None else kept
        if self.is_packed:
            return Content(kind, tag, body, making=self.making)
        if isinstance(body, Packed):
            return Content(kind, tag, body, body.text, self.making)
        return Content(kind, tag, body, lambda: body().text, self.making)

    def _made(self, key: Hashable, make: Callable[[], str | bytes]) -> bytes | Packed:
        if key in self.kept:  # By who asked at the same time, and came first.
            return self.kept[key]
        made = make() if self.is_packed else packed(make().encode())
        with self.lock:
            if key not in self.kept:
                self.kept[key] = made
                self.bytes += len(made)
            while self.bytes > self.most:
                self.bytes -= len(self.kept.popitem(last=False)[1])
        return made


def packed(plain: bytes) -> Packed:
    return Packed(brotli.compress(plain, quality=9 if len(plain) < LARGE else 5, lgwin=WINDOW), len(plain))
