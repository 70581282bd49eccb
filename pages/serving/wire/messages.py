"""What a browser may say through its websocket: all else ends there, before Streamlit reads and logs it."""

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

LONGEST_NAME = 200  # Of a page, a script or a fragment of one, in letters: ours are checksums of 32.


def is_of_a_browser(said: bytes) -> bool:
    """Whether Streamlit can read it, and would not repeat at length what stands in it."""
    try:
        asked = BackMsg.FromString(said).rerun_script
    except DecodeError:
        return False
    return max(len(asked.fragment_id), len(asked.page_script_hash), len(asked.page_name)) <= LONGEST_NAME
