"""DNS for the sender check. Nothing here may keep a mail waiting for long: who can't be asked has said nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

import dns.asyncresolver
import dns.exception
import dns.name
import dns.rdata
import dns.resolver
import structlog
from dns.rdtypes.ANY.MX import MX
from dns.rdtypes.ANY.TXT import TXT

from pitboss.channels.email.sender import Verdict
from pitboss.channels.email.spf import CantLook, NotYet, Resolve

log = structlog.get_logger()

ASK_SECONDS = 2.0  # for one question
MAIL_SECONDS = 4.0  # for all questions about one mail
MAX_QUESTIONS = 40  # about one mail: policy, five keys, SPF with its ten look-ups and their hosts
CACHED = 10_000  # answers, each for as long as its zone says
AWAY_AFTER = 5  # questions in a row without an answer: then nobody is asked
AWAY_SECONDS = 30.0


class NoDns(Exception):
    """The system names no DNS server."""


class Dns:
    """A resolver with a cache. `server`: its IP address and port; None: what the system uses.

    Raises:
        NoDns: the system names no server.
    """

    def __init__(self, server: tuple[str, int] | None = None) -> None:
        try:
            self._resolver = dns.asyncresolver.Resolver(configure=server is None)
        except dns.resolver.NoResolverConfiguration as problem:
            raise NoDns from problem
        if server is not None:
            self._resolver.nameservers, self._resolver.port = [server[0]], server[1]
        self._resolver.cache = dns.resolver.LRUCache(CACHED)
        self._resolver.timeout = ASK_SECONDS / 2  # then the next server, or the same once more
        self._resolver.lifetime = ASK_SECONDS
        self._unanswered = 0
        self._away_until = 0.0

    async def judged(self, judge: Callable[[Resolve], Verdict], *, in_thread: bool) -> Verdict:
        """What `judge` says once it has the answers it asks for. It is run anew with each answer, so it stays a pure
        function, and a slow zone keeps neither threads nor other mails waiting. `in_thread`: it takes long itself."""
        answers: dict[tuple[str, str], Sequence[str] | None] = {}

        def known(name: str, kind: str) -> Sequence[str]:
            if (name, kind) not in answers:
                if len(answers) >= MAX_QUESTIONS:
                    raise CantLook("too many questions")
                raise NotYet(name, kind)
            answer = answers[name, kind]
            if answer is None:
                raise CantLook(f"no answer about {name}")
            return answer

        until = time.monotonic() + MAIL_SECONDS
        while True:
            try:
                return await asyncio.to_thread(judge, known) if in_thread else judge(known)
            except NotYet as missing:
                answers[missing.question] = await self._ask(*missing.question, until)

    async def _ask(self, name: str, kind: str, until: float) -> Sequence[str] | None:
        """The records as text; None: nobody could say."""
        now = time.monotonic()
        if now >= until or now < self._away_until:
            return None
        try:
            async with asyncio.timeout(until - now):
                found = await self._resolver.resolve(name, kind, raise_on_no_answer=False, search=False)
        except dns.resolver.NXDOMAIN:
            self._unanswered = 0
            return ()
        except (dns.exception.SyntaxError, dns.name.IDNAException, dns.name.NameTooLong, UnicodeError):
            return ()  # no name at all
        except (dns.exception.DNSException, OSError, TimeoutError) as problem:
            self._unanswered += 1
            if self._unanswered >= AWAY_AFTER:
                self._unanswered, self._away_until = 0, time.monotonic() + AWAY_SECONDS
                log.warning("dns does not answer", problem=type(problem).__name__, pause=AWAY_SECONDS)
            return None
        self._unanswered = 0
        return [_text(record) for record in found.rrset or ()]


def _text(record: dns.rdata.Rdata) -> str:
    if isinstance(record, TXT):
        return b"".join(record.strings).decode("utf-8", "replace")
    return record.exchange.to_text() if isinstance(record, MX) else record.to_text()
