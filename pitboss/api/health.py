"""Is it alive, is it ready, how is it doing. /metrics is for Prometheus; docs/how-to/operate.md says what to watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import asyncpg
from litestar import MediaType, Request, Response, get
from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest

from pitboss.api.edge import Desk
from pitboss.db.tx import SYSTEM, Database
from pitboss.files import clamd

if TYPE_CHECKING:
    from pitboss.api.stream import Hub

REGISTRY = CollectorRegistry()
REQUESTS = Histogram(
    "pitboss_request_seconds",
    "Time to answer HTTP requests",
    ["method", "status"],
    registry=REGISTRY,
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
SOCKETS = Gauge("pitboss_sockets", "Open sockets of this process", registry=REGISTRY)


def observe(method: str, status: int, seconds: float) -> None:
    REQUESTS.labels(method, f"{status // 100}xx").observe(seconds)


def serving(desk: Desk, hub: Hub) -> None:
    SOCKETS.set_function(lambda: hub.count)


@get("/health/live", include_in_schema=False, media_type=MediaType.TEXT)
async def live() -> str:
    return "alive"


@get("/health/ready", include_in_schema=False)
async def ready(desk: Desk) -> Response[dict[str, str]]:
    """503 with what is wrong until the database and the file store answer."""
    state: dict[str, str] = {}
    try:
        async with desk.db.tx(SYSTEM) as tx:
            await tx.value("SELECT 1 FROM brand LIMIT 1")
        state["database"] = "ok"
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as problem:
        state["database"] = type(problem).__name__
    try:
        await desk.files.check()
        state["files"] = "ok"
    except Exception as problem:  # noqa: BLE001 - any store, any error: not ready
        state["files"] = type(problem).__name__
    good = all(value == "ok" for value in state.values())
    if desk.settings.clamd is not None:  # without it files wait, and everything else goes on
        try:
            await clamd.version(desk.settings.clamd)
            state["scanner"] = "ok"
        except clamd.ScannerAway as problem:
            state["scanner"] = str(problem)
    return Response(state, status_code=200 if good else 503)


_NUMBERS = """
    SELECT 'pitboss_original_age_seconds' AS name, '' AS label, coalesce(extract(epoch FROM now() - min(received_at)), 0)::float8 AS value
    FROM   original WHERE next_at IS NOT NULL
    UNION ALL SELECT 'pitboss_delivery_age_seconds', '', coalesce(extract(epoch FROM now() - min(created_at)), 0)
    FROM   delivery WHERE next_at IS NOT NULL
    UNION ALL SELECT 'pitboss_scan_age_seconds', '', coalesce(extract(epoch FROM now() - min(created_at)), 0)
    FROM   attachment WHERE scan = 'waiting' AND file_key IS NOT NULL
    UNION ALL SELECT 'pitboss_files_infected', '', count(*) FROM attachment WHERE scan = 'infected'
    UNION ALL SELECT 'pitboss_job_age_seconds', '', coalesce(extract(epoch FROM now() - min(next_at)), 0)
    FROM   job WHERE next_at <= now()
    UNION ALL SELECT 'pitboss_clock_lag_seconds', '', coalesce(extract(epoch FROM now() - min(next_at)), 0)
    FROM   clock WHERE next_at <= now()
    UNION ALL SELECT 'pitboss_event_watermark_age_seconds', '', coalesce(extract(epoch FROM now() - min(xact_start)), 0)
    FROM   pg_stat_activity WHERE backend_xid IS NOT NULL AND datname = current_database()
    UNION ALL SELECT 'pitboss_originals_quarantined', '', count(*) FROM original WHERE state = 'quarantined'
    UNION ALL SELECT 'pitboss_originals_ignored', '', count(*) FROM original WHERE state = 'ignored' AND error IS NOT NULL
    UNION ALL SELECT 'pitboss_rows_total', relname, n_tup_ins FROM pg_stat_user_tables
    WHERE  relname IN ('original', 'ticket', 'message', 'delivery', 'event')
    UNION ALL SELECT 'pitboss_deliveries_failed', '', count(*) FROM delivery WHERE state = 'failed'
    UNION ALL SELECT 'pitboss_clock_breaches_total', kind::text, count(*) FROM clock WHERE breached_at IS NOT NULL GROUP BY kind
    UNION ALL SELECT 'pitboss_queue_age_seconds', q.brand_id || '/' || q.name, extract(epoch FROM now() - t.queued_at)
    FROM   queue q CROSS JOIN LATERAL (
        SELECT queued_at FROM ticket WHERE brand_id = q.brand_id AND queue_id = q.id AND waiting ORDER BY queued_at LIMIT 1) t
    UNION ALL SELECT 'pitboss_jobs_given_up', '', count(*) FROM job WHERE next_at IS NULL
"""


async def numbers(db: Database) -> list[tuple[str, str, float]]:
    """(name, label, value) of what the database knows. Also what `pitboss doctor` looks at."""
    async with db.tx(SYSTEM) as tx:
        return [(row["name"], row["label"], row["value"]) for row in await tx.connection.fetch(_NUMBERS)]


@get("/metrics", include_in_schema=False)
async def metrics(desk: Desk, request: Request[Any, Any, Any]) -> Response[bytes]:
    lines: list[str] = []
    known: set[str] = set()
    for name, label, value in await numbers(desk.db):
        if name not in known:
            known.add(name)
            lines.append(f"# TYPE {name} {'counter' if name.endswith('_total') else 'gauge'}")
        escaped = label.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
        lines.append(f'{name}{{of="{escaped}"}} {value}' if label else f"{name} {value}")
    body = generate_latest(REGISTRY) + ("\n".join(lines) + "\n").encode()
    return Response(body, media_type="text/plain; version=0.0.4")


HANDLERS = [live, ready, metrics]
