"""What a page sends to its browser, packed by permessage-deflate (RFC 7692): each message by itself."""

from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory
from websockets.frames import Frame

LEAST = 300  # Bytes: what is shorter gains less than making a compressor for it costs.
# zlib's level: of a card of 84 KB, 1 leaves 19 KB after 0.37 ms, 3 leaves 18 KB after 0.43, 6 leaves 16 KB after 0.78.
LEVEL = 3


class Deflate(PerMessageDeflate):
    """Packs what is worth it. How long a message from outside may be once unpacked is `decode`'s to see to."""

    def encode(self, frame: Frame) -> Frame:
        return frame if len(frame.data) < LEAST else super().encode(frame)


class DeflateWhereAsked(ServerPerMessageDeflateFactory):
    """Agrees with a browser that no message refers to an earlier one: nothing is kept for it between two.

    A window kept for each visitor would save another twelfth of a card, at 256 KB.
    """

    def __init__(self) -> None:
        super().__init__(
            server_no_context_takeover=True, client_no_context_takeover=True, compress_settings={"level": LEVEL}
        )

    def process_request_params(self, params, accepted_extensions) -> tuple[list, Deflate]:
        answered, agreed = super().process_request_params(params, accepted_extensions)
        bits = agreed.remote_max_window_bits, agreed.local_max_window_bits
        return answered, Deflate(True, True, *bits, agreed.compress_settings)
