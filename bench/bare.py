"""The floors of the HTTP rows: the same framework, server and settings, without the desk. `python -m bench.bare PORT URL [STATEMENTS]`.

`GET /list` runs the statement of the ticket list once and answers with its rows; `GET /board` and `/board/stage` those of
complaints. `GET /run/{name}` runs those that a file names so and answers with their rows. `POST /say` inserts one row, that
is one commit, and pushes what was said to one of the open sockets. `GET /article` renders a template."""

from __future__ import annotations

import contextlib
import pickle
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import uvicorn
from litestar import Litestar, MediaType, Request, Response, WebSocket, get, post, websocket
from litestar.contrib.jinja import JinjaTemplateEngine
from litestar.response import Template
from litestar.template import TemplateConfig

import pitboss.demo
from pitboss.api.sockets import SERVED
from pitboss.complaints.model import Stage
from pitboss.complaints.queries import BoardOrder, Wanted, board_sql
from pitboss.db.tx import _codecs
from pitboss.knowledge.markdown import render
from pitboss.tickets.queries import list_sql


class Saying(msgspec.Struct, frozen=True):
    text: str
    to: int


ARTICLE = Path(pitboss.demo.__file__).parent / "help" / "en" / "withdrawal-status.md"
BODY = render(ARTICLE.read_text(encoding="utf-8"), "harbour", "en").html if ARTICLE.exists() else ""
LINKS = ("help", "my", "service", "rules", "channels", "verify")
BOARD = board_sql(Wanted(brands=["harbour", "mayak"]), BoardOrder.due, limit=51)
COLUMN = board_sql(Wanted(brands=["harbour", "mayak"], stage=Stage.investigation), BoardOrder.due, limit=51)
SOCKETS: dict[int, WebSocket[Any, Any, Any]] = {}


@get("/list")
async def bare_list(request: Request[Any, Any, Any]) -> Response[bytes]:
    rows = await request.app.state.pool.fetch(
        list_sql([], brands=2, limit=51, paged=False), "harbour", "mayak"
    )
    return Response(msgspec.json.encode([dict(row) for row in rows[:50]]), media_type=MediaType.JSON)


@get("/board")
async def bare_board(request: Request[Any, Any, Any]) -> Response[bytes]:
    return await _cards(request, BOARD)


@get("/board/stage")
async def bare_column(request: Request[Any, Any, Any]) -> Response[bytes]:
    return await _cards(request, COLUMN)


async def _cards(request: Request[Any, Any, Any], asked: tuple[str, list[Any]]) -> Response[bytes]:
    sql, values = asked
    rows = await request.app.state.pool.fetch(sql, *values)
    return Response(msgspec.json.encode([dict(row) for row in rows[:50]]), media_type=MediaType.JSON)


@get("/run/{name:str}")
async def bare_run(request: Request[Any, Any, Any], name: str) -> Response[bytes]:
    async with request.app.state.pool.acquire() as connection:
        found = [await connection.fetch(sql, *args) for sql, args in request.app.state.statements[name]]
    answer = [[dict(row) for row in rows] for rows in found]
    return Response(msgspec.json.encode(answer), media_type=MediaType.JSON)


@get("/article")
async def bare_article() -> Template:
    return Template(
        "article.html", context={"title": "Where is it", "brand": "Harbour", "links": LINKS, "body": BODY}
    )


@post("/say", status_code=201)
async def bare_say(request: Request[Any, Any, Any], data: Saying) -> Response[bytes]:
    await request.app.state.pool.execute("INSERT INTO bare_said (text) VALUES ($1)", data.text)
    frame = msgspec.json.encode({"text": data.text})
    await SOCKETS[data.to].send_data(frame, mode="text")
    return Response(frame, media_type=MediaType.JSON, status_code=201)


@websocket("/socket/{number:int}")
async def bare_socket(socket: WebSocket[Any, Any, Any], number: int) -> None:
    await socket.accept()
    SOCKETS[number] = socket
    with contextlib.suppress(Exception):
        while True:
            await socket.receive_data(mode="text")
    SOCKETS.pop(number, None)


def app(url: str, statements: Any) -> Litestar:
    @contextlib.asynccontextmanager
    async def lifespan(on: Litestar) -> AsyncIterator[None]:
        on.state.statements = statements
        on.state.pool = await asyncpg.create_pool(url, min_size=1, max_size=20, init=_codecs)
        await on.state.pool.execute(
            "CREATE TABLE IF NOT EXISTS bare_said (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text text NOT NULL)"
        )
        yield
        await on.state.pool.close()

    return Litestar(
        [bare_list, bare_board, bare_column, bare_run, bare_article, bare_say, bare_socket],
        lifespan=[lifespan],
        openapi_config=None,
        template_config=TemplateConfig(directory=Path(__file__).parent, engine=JinjaTemplateEngine),
    )


if __name__ == "__main__":
    uvicorn.run(
        app(sys.argv[2], pickle.loads(Path(sys.argv[3]).read_bytes()) if sys.argv[3:] else {}), host="127.0.0.1", port=int(sys.argv[1]), loop="uvloop", **SERVED,
        log_level="warning", access_log=False, server_header=False,
    )  # fmt: skip
