"""What a server still holds of visitors who have gone. `make bench` lets 400 come and go, and prints it."""

from tests.bench import servers, visitors
from tests.running import in_a_loop

FEW = 12  # Two for each view.


def test_of_visitors_who_have_gone_nothing_is_kept(served_data):
    with servers.ours(REPORT_CARD_DATA=str(served_data), **visitors.FORGETTING) as server:
        _, first, last = in_a_loop(visitors.come_and_go(server, FEW, batches=2))
    _, first_mb, first_files, first_threads = first
    _, last_mb, last_files, last_threads = last
    assert last_files - first_files < FEW / 2, f"{first_files} files and sockets became {last_files}"
    assert last_threads - first_threads < FEW / 2, f"{first_threads} threads became {last_threads}"
    assert last_mb < 1.15 * first_mb, f"{first_mb:.0f} MB became {last_mb:.0f} MB"
