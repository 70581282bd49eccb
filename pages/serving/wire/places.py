"""Who holds how many of what there is: where all is taken, whoever has the most gives way to who has fewer."""

from typing import Generic, TypeVar

from pages.serving.wire.addresses import network_of

Holder = TypeVar("Holder")


class Places(Generic[Holder]):
    """Connections or websockets by the address that has them, and addresses by their network."""

    def __init__(self) -> None:
        self.by_network: dict[str, dict[str, dict[Holder, None]]] = {}
        self.total = 0

    def of(self, address: str) -> dict[Holder, None]:
        """What an address has, who came first before the others."""
        return self.by_network.get(network_of(address), {}).get(address, {})

    def of_network(self, address: str) -> int:
        """How many the network of an address has."""
        return _count(self.by_network.get(network_of(address), {}))

    def take(self, holder: Holder, address: str) -> None:
        self.by_network.setdefault(network_of(address), {}).setdefault(address, {})[holder] = None
        self.total += 1

    def leave(self, holder: Holder, address: str) -> None:
        """What has left already is not counted again."""
        mine = self.of(address)
        if holder not in mine:
            return
        del mine[holder]
        self.total -= 1
        if not mine:
            network = network_of(address)
            del self.by_network[network][address]
            if not self.by_network[network]:
                del self.by_network[network]

    def giving_way(self, address: str, is_within: bool = False) -> dict[Holder, None]:
        """What that address has that is to give one up for one more of `address`: the fullest of the fullest network.

        Nothing where it would then have fewer than `address`: else two would push each other out in turn.
        `is_within`: only of the network of `address`, which has had its share.
        """
        own = self.by_network.get(network_of(address), {})
        fullest = own if is_within else max(self.by_network.values(), key=_count, default=own)
        if _count(fullest) <= _count(own) + 1:
            fullest = own
        most = max(fullest.values(), key=len, default={})
        return {} if fullest is own and len(most) <= len(own.get(address, ())) + 1 else most


def _count(addresses: dict[str, dict[Holder, None]]) -> int:
    return sum(map(len, addresses.values()))
