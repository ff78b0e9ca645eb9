"""The page behind the one-time link for documents: works without JavaScript, tells nobody anything but its holder."""

from __future__ import annotations

from html import escape as e

from litestar import MediaType, Response, get, post
from litestar.datastructures import UploadFile

from pitboss.api import documents as api
from pitboss.api.edge import Desk, Req
from pitboss.api.sentences import in_language, speaks
from pitboss.files.document_words import until_in_words
from pitboss.files.documents import DocumentKind
from pitboss.kit.refused import Invalid, Refused

_ADDRESS = "/help/{brand:str}/{language:str}/documents/{token:str}"
_WORDS = {
    "en": {
        "title": "Send your documents",
        "lead": "Only our verification team opens what you send here. It is encrypted and deleted later.",
        "until": "This page is for you alone and is good until {until}.",
        "take": "A photo (JPEG, PNG, WebP) or a PDF, at most {most} MB.",
        "choose": "Choose a file: {words}",
        "add": "Add",
        "replace": "Replace",
        "sent": "Added",
        "missing": "Still to come",
        "send": "Send all for checking",
        "once": "After that nothing more can be added by this link.",
        "first": "Add everything above first, then you can send it.",
        "done": "Thank you, we have your documents",
        "done_text": "We check them and write to you in your request. You can close this page.",
        "over": "This link is no longer good",
        "over_text": "Write to us in your request, and we will send you a new one.",
        "none": "There is no such page",
        "none_text": "Check that the link is complete, or ask us for a new one.",
        "back": "Back to the documents",
        "cannot": "This was not taken",
    },
    "ru": {
        "title": "Отправьте документы",
        "lead": "То, что вы отправите здесь, открывает только наша группа проверки. Файлы шифруются и позже удаляются.",
        "until": "Эта страница только для вас и действует до {until}.",
        "take": "Фото (JPEG, PNG, WebP) или PDF, не больше {most} МБ.",
        "choose": "Выберите файл: {words}",
        "add": "Добавить",
        "replace": "Заменить",
        "sent": "Добавлено",
        "missing": "Ещё не добавлено",
        "send": "Отправить всё на проверку",
        "once": "После этого по этой ссылке ничего не добавить.",
        "first": "Сначала добавьте всё, что выше, потом можно отправить.",
        "done": "Спасибо, документы у нас",
        "done_text": "Мы проверим их и напишем вам в обращении. Эту страницу можно закрыть.",
        "over": "Ссылка больше не действует",
        "over_text": "Напишите нам в обращении, и мы пришлём новую.",
        "none": "Такой страницы нет",
        "none_text": "Проверьте, что ссылка скопирована целиком, или попросите у нас новую.",
        "back": "К документам",
        "cannot": "Файл не принят",
    },
}


@get(_ADDRESS, include_in_schema=False)
async def page(desk: Desk, request: Req, brand: str, language: str, token: str) -> Response[str]:
    api.limited(desk, request)
    try:
        return _shown(await api.page_of(desk, brand, token), _known(language), request.url.path)
    except Refused as refusal:
        return _refused(request, refusal, _known(language), request.url.path)


@post(_ADDRESS, include_in_schema=False, status_code=303)
async def act(desk: Desk, request: Req, brand: str, language: str, token: str) -> Response[str]:
    """A file of one kind, or the whole set handed over. Sends back to the page."""
    try:
        api.limited(desk, request, writes=True)
        form = await request.form()
        kind, file = form.get("kind"), form.get("file")
        if kind is None:
            await api.hand_over(desk, request, brand, token)
        else:
            chosen = file if isinstance(file, UploadFile) and file.filename else None
            await api.take(desk, request, brand, token, _kind(kind), chosen)
    except Refused as refusal:
        return _refused(request, refusal, _known(language), request.url.path)
    return Response("", status_code=303, headers={"location": request.url.path}, media_type=MediaType.HTML)


def _kind(said: object) -> DocumentKind:
    try:
        return DocumentKind(str(said))
    except ValueError as problem:
        raise Invalid("We did not ask for this document.") from problem


def _known(language: str) -> str:
    return "ru" if language == "ru" else "en"


def _shown(page: api.UploadPage, language: str, path: str) -> Response[str]:
    words = _WORDS[language]
    if page.done:
        return _html(
            200, language, words["done"], f"<h1>{e(words['done'])}</h1><p>{e(words['done_text'])}</p>"
        )
    if page.over:
        return _html(
            410, language, words["over"], f"<h1>{e(words['over'])}</h1><p>{e(words['over_text'])}</p>"
        )
    parts = [
        f"<p class=brand>{e(page.brand)}</p><h1>{e(words['title'])}</h1><p>{e(words['lead'])}</p>",
        f"<p class=soft>{e(words['until'].format(until=until_in_words(page.expires_at, language)))}</p>",
    ]
    if page.note:
        parts.append(f"<p class=note>{e(page.note)}</p>")
    most = words["take"].format(most=page.most_bytes // 2**20)
    for number, wanted in enumerate(page.documents, 1):
        state = words["sent" if wanted.sent else "missing"]
        name = wanted.words[:1].upper() + wanted.words[1:]
        parts.append(
            f"<section><h2>{number}. {e(name)}</h2>"
            f"<p class={'sent' if wanted.sent else 'wanted'}>{'✓ ' if wanted.sent else ''}{e(state)}</p>"
            f"<form method=post action='{e(path)}' enctype=multipart/form-data>"
            f"<input type=hidden name=kind value='{e(wanted.kind)}'>"
            f"<label for=f{number}>{e(words['choose'].format(words=wanted.words))}</label>"
            f"<input id=f{number} type=file name=file required accept='image/jpeg,image/png,image/webp,application/pdf'"
            f" aria-describedby=h{number}><p id=h{number} class=soft>{e(most)}</p>"
            f"<button class=plain>{e(words['replace' if wanted.sent else 'add'])}</button></form></section>"
        )
    ready = all(wanted.sent for wanted in page.documents)
    parts.append(
        f"<form method=post action='{e(path)}' enctype=multipart/form-data class=send><input type=hidden name=send value=1>"
        f"<button>{e(words['send'])}</button><p class=soft>{e(words['once'])}</p></form>"
        if ready
        else f"<p class=soft>{e(words['first'])}</p>"
    )
    return _html(200, language, f"{words['title']} · {page.brand}", "".join(parts))


def _refused(request: Req, refusal: Refused, language: str, path: str) -> Response[str]:
    words = _WORDS[language]
    if refusal.status == 404:
        return _html(
            404, language, words["none"], f"<h1>{e(words['none'])}</h1><p>{e(words['none_text'])}</p>"
        )
    speaks(request, language)
    told = in_language(refusal.detail, language)
    body = f"<h1>{e(words['cannot'])}</h1><p role=alert>{e(told)}</p><p><a href='{e(path)}'>{e(words['back'])}</a></p>"
    return _html(refusal.status, language, words["cannot"], body)


_STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --page: #f4f6f9; --card: #fff; --line: #c4ccd6;
  --accent: #14533a; --on: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ecf2; --soft: #a3afbe; --page: #12161c; --card: #1b2129; --line: #4a5563; --accent: #7fd3ac; --on: #0c1420; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1rem; background: var(--page); color: var(--ink); font: 17px/1.5 system-ui, sans-serif; }
main { max-width: 36rem; margin: 3vh auto; padding: 1.5rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 14px; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .1rem 0 .75rem; }
h2 { font-size: 1.05rem; line-height: 1.35; margin: 0 0 .25rem; }
section { border-top: 1px solid var(--line); padding: 1.1rem 0; }
.brand, .soft { color: var(--soft); font-size: .9rem; margin: 0 0 .5rem; }
.note { border-left: 3px solid var(--accent); padding-left: .8rem; white-space: pre-line; }
.sent { color: var(--accent); font-weight: 650; margin: 0 0 .5rem; }
.wanted { color: var(--soft); margin: 0 0 .5rem; }
form { display: grid; gap: .5rem; justify-items: start; }
label { font-size: .9rem; color: var(--soft); }
input[type=file] { max-width: 100%; font: inherit; min-height: 44px; color: var(--ink); }
button { font: inherit; color: var(--on); background: var(--accent); border: 1px solid var(--accent); border-radius: 10px;
  padding: .7rem 1.2rem; min-height: 44px; cursor: pointer; }
button.plain { color: var(--accent); background: none; }
button:focus-visible, a:focus-visible, input:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
.send { border-top: 1px solid var(--line); padding-top: 1.25rem; }
a { color: var(--accent); }
@media (max-width: 24rem) { body { padding: .5rem; } main { padding: 1rem; } }
"""


def _html(status: int, language: str, title: str, body: str) -> Response[str]:
    text = (
        f"<!doctype html><html lang={language}><head><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width, initial-scale=1'><meta name=robots content=noindex>"
        f"<title>{e(title)}</title><style>{_STYLE}</style></head><body><main>{body}</main></body></html>"
    )
    return Response(
        text, status_code=status, media_type=MediaType.HTML, headers={"cache-control": "no-store"}
    )


HANDLERS = [page, act]
