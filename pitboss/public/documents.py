"""The page behind the one-time link for documents. It shows nothing of what was sent: links get about."""

from __future__ import annotations

from litestar import Response, get, post

from pitboss.api import documents as api
from pitboss.api.edge import Desk, Req
from pitboss.api.sentences import in_language
from pitboss.files.document_words import kind_in_words, until_in_words
from pitboss.files.documents import DocumentKind, NoSuchUpload, UploadDone, UploadOver
from pitboss.kit.links import SEALED
from pitboss.kit.refused import Invalid, Refused
from pitboss.public.shell import Here, form, page, to_address

_ADDRESS = "/help/{brand:str}/{lang:str}/documents/{token:str}"
MOST_BODY = 60 * 2**20  # beside the setting of one file's size, which the desk checks


@get(_ADDRESS)
async def upload_page(desk: Desk, request: Req, here: Here, token: str) -> Response[bytes]:
    api.limited(desk, request)
    if token.startswith(SEALED):
        return page(here, "sealed.html", title=here.t("documents.sealed"), personal=True, status=404)
    return _page(here, await api.page_of(desk, here.brand.id, token))


@post(_ADDRESS, request_max_body_size=MOST_BODY)
async def upload(desk: Desk, request: Req, here: Here, token: str) -> Response[bytes]:
    """A file of one kind, or the whole set handed over. Sends back to the page."""
    api.limited(desk, request, writes=True)
    brand = here.brand.id
    try:
        sent = await form(request, desk, most=desk.settings.max_upload_bytes + 2**16)
        if kind := sent.text("kind"):
            chosen = [file for file in sent.files.get("file", []) if file.filename]
            await api.take(desk, request, brand, token, _kind(kind), chosen[0] if chosen else None)
        else:
            await api.hand_over(desk, request, brand, token)
    except NoSuchUpload:
        raise
    except (UploadDone, UploadOver) as refusal:
        return _page(here, await api.page_of(desk, brand, token), status=refusal.status)
    except Refused as refusal:
        told = in_language(refusal.detail, here.language)
        return _page(here, await api.page_of(desk, brand, token), problem=told, status=refusal.status)
    return to_address(here.own)


def _kind(said: str) -> DocumentKind:
    try:
        return DocumentKind(said)
    except ValueError as problem:
        raise Invalid("We did not ask for this document.") from problem


def _page(
    here: Here, shown: api.UploadPage, *, problem: str | None = None, status: int = 200
) -> Response[bytes]:
    state = "done" if shown.done else "over" if shown.over else "open"
    return page(
        here,
        "documents.html",
        title=here.t(
            "documents.done" if shown.done else "documents.over" if shown.over else "documents.title"
        ),
        personal=True,
        status=410 if state == "over" else status,
        shown=shown,
        state=state,
        problem=problem,
        until=until_in_words(shown.expires_at, here.language),
        called={wanted.kind: kind_in_words(wanted.kind, here.language) for wanted in shown.documents},
        most=shown.most_bytes // 2**20,
        ready=all(wanted.sent for wanted in shown.documents),
    )


HANDLERS = [upload_page, upload]
