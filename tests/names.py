"""A real DNS server on loopback that knows a few names."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from typing import cast

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset


class Names(asyncio.DatagramProtocol):
    """`records`: `TXT mail.example` → its text. `broken`: names whose servers fail. `silent`: answers nobody."""

    def __init__(self, records: Mapping[str, str]) -> None:
        self.records = dict(records)
        self.broken: set[str] = set()
        self.silent = False
        self.asked: Counter[str] = Counter()
        self.address = ("127.0.0.1", 0)
        self._out: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._out = cast(asyncio.DatagramTransport, transport)
        self.address = transport.get_extra_info("sockname")[:2]

    def datagram_received(self, data: bytes, peer: tuple[str, int]) -> None:
        query = dns.message.from_wire(data)
        (question,) = query.question
        kind = dns.rdatatype.to_text(question.rdtype)
        name = question.name.to_text(omit_final_dot=True)
        self.asked[f"{kind} {name}"] += 1
        if self.silent:
            return
        answer = dns.message.make_response(query, recursion_available=True)
        if name in self.broken:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif (text := self.records.get(f"{kind} {name}")) is not None:
            quoted = " ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text), 200))
            answer.answer.append(
                dns.rrset.from_text(question.name, 300, "IN", kind, quoted if kind == "TXT" else text)
            )
        elif not any(known.endswith(f" {name}") for known in self.records):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        assert self._out is not None
        self._out.sendto(answer.to_wire(), peer)


@contextlib.asynccontextmanager
async def a_dns_server(records: Mapping[str, str]) -> AsyncIterator[Names]:
    loop = asyncio.get_running_loop()
    transport, names = await loop.create_datagram_endpoint(
        lambda: Names(records), local_addr=("127.0.0.1", 0)
    )
    try:
        yield names
    finally:
        transport.close()
