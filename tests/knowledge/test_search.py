"""One search for players and agents: word forms, slips, other letters, other keyboards, and who may see what."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboss.db.tx import SYSTEM, Actor, Database, Kind
from pitboss.kit.excerpts import excerpt
from pitboss.kit.ids import new_id
from pitboss.knowledge import importing
from pitboss.knowledge.finding import find, understood
from pitboss.knowledge.index import EMPTY, Change, Doc, Index, build, read, renewed
from pitboss.knowledge.model import Audience, Hit
from pitboss.knowledge.phrases import first_words
from pitboss.knowledge.search import BATCH, MAX_WORDS, Shelves, search, warm
from tests.desk import Desk
from tests.knowledge.test_articles import posts, published, refusal
from tests.making import ABrand

PAGES = {
    "ru": {
        "withdrawal-status": ("Где мой вывод", ["где мои деньги", "выплата зависла"], "Откройте «Кассу» и посмотрите состояние заявки на вывод. Деньги на карту идут до трёх дней."),
        "bonus-missing": ("Бонус не пришёл", ["не начислили фриспины"], "Проверьте, что депозит подходит под условия акции, и подождите десять минут."),
        "limits": ("Лимиты на депозит", ["хочу тратить меньше"], "Лимит ограничивает, сколько можно внести за день, неделю или месяц."),
        "verify-identity": ("Как подтвердить личность", ["зачем вам мой паспорт"], "Загрузите фото документа. Верификация занимает до суток."),
    },
    "en": {
        "withdrawal-status": ("Where is my withdrawal", ["my money hasn't arrived", "payout stuck"], "Open the cashier and look at the state of your request. Cards take up to three days."),
        "bonus-missing": ("My bonus did not come", ["free spins not credited"], "Check that your deposit fits the offer, then wait ten minutes."),
        "limits": ("Deposit limits", ["I want to spend less"], "A limit holds down what you can pay in within a day, a week or a month."),
        "verify-identity": ("How to verify who you are", ["why do you need my passport"], "Upload a photo of a document. Verification takes up to a day."),
    },
}  # fmt: skip


def a_page(title: str, said: list[str], text: str, visibility: str = "public", topic: str = "") -> bytes:
    phrases = "".join(f'  - "{one}"\n' for one in said)
    topics = f"topics: [{topic}]\n" if topic else ""
    return f'---\ntitle: "{title}"\n{topics}visibility: {visibility}\nwords:\n{phrases}---\n{text}\n'.encode()


@pytest.fixture
async def shelves(db: Database, brand: ABrand) -> ABrand:
    """A brand with a small help centre in both languages."""
    pages = {
        f"{language}/{slug}.md": a_page(*page)
        for language, pages in PAGES.items()
        for slug, page in pages.items()
    }
    pages["ru/for-agents.md"] = a_page(
        "Вывод: что проверить", ["где деньги игрока"], "Сверьте вывод.", "staff"
    )
    pages["ru/signed-in.md"] = a_page("Вывод для своих", ["вывод вип"], "Вывод без очереди.", "players")
    async with db.tx(SYSTEM) as tx:
        await importing.take_folder(tx, brand.id, pages, publish=True)
    return brand


def visitor(brand: ABrand) -> Actor:
    return Actor(kind=Kind.visitor, brands=frozenset({brand.id}))


async def finds(
    db: Database, actor: Actor, brand: ABrand, language: str, text: str, **more: object
) -> list[Hit]:
    async with db.look(actor) as tx:
        return await search(tx, brand.id, language, text, audience=Audience.staff, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "asked", "slug"),
    [
        ("ru", "выводы", "withdrawal-status"),  # another form of the word
        ("ru", "верификацию документов", "verify-identity"),
        ("ru", "ГДЕ МОИ ДЕНЬГИ???", "withdrawal-status"),
        ("ru", "выпалта завсила", "withdrawal-status"),  # slips of the fingers
        ("ru", "верефикация", "verify-identity"),
        ("ru", "gde moi dengi", "withdrawal-status"),  # Russian in Latin letters
        ("ru", "zachem vam moj pasport", "verify-identity"),
        ("ru", "ne nachislili frispiny", "bonus-missing"),
        ("ru", "ult vjb ltymub", "withdrawal-status"),  # Russian on the Latin keys
        ("ru", "[jxe nhfnbnm vtymit", "limits"),
        ("ru", "бoнуc", "bonus-missing"),  # Latin o and c among Russian letters
        ("ru", "верифик", "verify-identity"),  # a word that has only begun
        ("ru", "где мой выв", "withdrawal-status"),
        ("en", "withdrawals", "withdrawal-status"),
        ("en", "verifying documents", "verify-identity"),
        ("en", "withdrawl", "withdrawal-status"),
        ("en", "verifcation of pasport", "verify-identity"),
        ("en", "ьщтун рфытэе фккшмув", "withdrawal-status"),  # English on the Russian keys
        ("en", "мнение о бонус", "bonus-missing"),  # English words in Russian letters
        ("en", "депозит лимит", "limits"),
        ("en", "passp", "verify-identity"),
        ("en", "where is my withd", "withdrawal-status"),
    ],
)
async def test_what_players_type_finds_what_they_mean(
    db: Database, shelves: ABrand, language: str, asked: str, slug: str
) -> None:
    found = await finds(db, visitor(shelves), shelves, language, asked)
    assert found, asked
    assert found[0].slug == slug, [(hit.slug, hit.rank) for hit in found]


async def test_nonsense_finds_nothing(db: Database, shelves: ABrand) -> None:
    for asked in (
        "",
        "   ",
        "\0",
        "???",
        "😀",
        "щцъыьэ",
        "qqzzxx",
        "' OR 1=1 --",
        "%_%",
        "& | ! ( ) <->",
        "12345678",
    ):
        assert await finds(db, visitor(shelves), shelves, "ru", asked) == [], asked


async def test_a_huge_or_odd_question_is_answered_from_its_beginning(db: Database, shelves: ABrand) -> None:
    endless = "где мои деньги " + "вывод " * 100_000
    assert (await finds(db, visitor(shelves), shelves, "ru", endless))[0].slug == "withdrawal-status"
    assert await finds(db, visitor(shelves), shelves, "ru", "x" * 1_000_000) == []
    assert await finds(db, visitor(shelves), shelves, "ru", " ".join(["a"] * MAX_WORDS)) == []
    assert await finds(db, visitor(shelves), shelves, "ru", "\u202e\u0301\u200b вывод \ufeff")


async def test_the_wall_decides_what_is_found(db: Database, shelves: ABrand, other_brand: ABrand) -> None:
    async def slugs(actor: Actor, audience: Audience) -> set[str]:
        async with db.look(actor) as tx:
            hits = await search(tx, shelves.id, "ru", "вывод деньги", audience=audience)
        return {hit.slug for hit in hits}

    public, own = "withdrawal-status", frozenset({shelves.id})
    player = Actor(kind=Kind.player, id=shelves.email, brands=own)
    staff = Actor(kind=Kind.staff, id=shelves.email, brands=own)
    assert await slugs(visitor(shelves), Audience.staff) == {public}
    assert await slugs(player, Audience.staff) == {public, "signed-in"}
    assert await slugs(staff, Audience.staff) == {public, "signed-in", "for-agents"}
    assert await slugs(staff, Audience.players) == {public, "signed-in"}
    assert await slugs(staff, Audience.public) == {public}
    assert await slugs(visitor(other_brand), Audience.staff) == set()
    assert (
        await slugs(
            Actor(kind=Kind.staff, id=shelves.email, brands=frozenset({other_brand.id})), Audience.staff
        )
        == set()
    )


async def test_what_is_published_or_archived_is_found_or_not_from_then_on(desk: Desk) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    assert await head.gets("/knowledge/search", q="kangaroo") == []
    article = (await published(desk, writer, head, "Kangaroo rules."))["article"]["id"]
    assert [hit["id"] for hit in await head.gets("/knowledge/search", q="kangaroos")] == [article]
    assert await head.gets("/knowledge/search", q="kangaroos", language="ru") == []
    await posts(head, f"/articles/{article}/archive")
    assert await head.gets("/knowledge/search", q="kangaroo") == []
    await posts(head, f"/articles/{article}/restore")
    assert [hit["id"] for hit in await head.gets("/knowledge/search", q="kangaroo")] == [article]


async def test_the_topic_of_a_question_brings_its_article(desk: Desk) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    for title, topic in (("Cashier states", "withdrawal_status"), ("Signing in", "login_locked")):
        await published(desk, writer, head, "Open the page.", title=title, topics=[topic])
    said = "requested 300 four days ago and nothing on my card"  # no word of any article
    assert [hit["title"] for hit in await head.gets("/knowledge/search", q=said)][:1] == ["Cashier states"]


async def test_an_excerpt_shows_what_was_found_in_its_form(db: Database, shelves: ABrand) -> None:
    hit = (await finds(db, visitor(shelves), shelves, "ru", "верификации фотографий документов"))[0]
    assert hit.slug == "verify-identity"
    assert "«документа»" in hit.excerpt
    assert "документа" in hit.found
    assert excerpt("One two three.", ()) == ("One two three.", [])
    long, _ = excerpt("word " * 400, ())
    assert long.endswith(" …")
    assert len(long) < 300


async def test_a_large_help_centre_is_read_in_steps_and_ahead(db: Database, brand: ABrand) -> None:
    many = 2 * BATCH + 50
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            """
            INSERT INTO article (brand_id, id, language, slug, kind, state, visibility, review_days)
            SELECT $1, gen_random_uuid(), 'en', 'a' || n, 'article', 'published', 'public', 30 FROM generate_series(1, $2::int) n
            """,
            brand.id,
            many,
        )
        await tx.run(
            """
            INSERT INTO article_version (brand_id, article_id, number, state, live, language, title, text, plain, published_at)
            SELECT $1, id, 1, 'published', true, 'en', 'Page ' || slug, '', 'All about word' || slug, now()
            FROM   article WHERE brand_id = $1
            """,
            brand.id,
        )
    await warm(db)
    shelves = db.kept["article indexes"]
    assert isinstance(shelves, Shelves)
    shelf = shelves.of(brand.id, "en")
    assert shelf.size == many
    read_at = shelf.stamp
    for number in (1, BATCH + 1, many):
        (hit,) = await finds(db, visitor(brand), brand, "en", f"worda{number} ", typing=False)
        assert hit.slug == f"a{number}"
    assert shelf.stamp == read_at
    async with db.tx(SYSTEM) as tx:
        await tx.run("UPDATE article SET state = 'archived' WHERE brand_id = $1 AND slug = 'a7'", brand.id)
    again = await finds(db, visitor(brand), brand, "en", "worda7 ", typing=False)
    assert "a7" not in {hit.slug for hit in again}
    assert shelf.size == many - 1


# ── phrases of solved requests ──────────────────────────────────────────────────────────────────────────────


async def test_the_words_of_a_solved_request_are_found_once_an_editor_approves_them(desk: Desk) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    shown = await published(desk, writer, head, "Open the cashier.", title="Cashier states")
    article, slug = shown["article"]["id"], shown["article"]["slug"]
    await published(desk, writer, head, "Sign in again.", title="Signing in")
    ticket = await desk.a_ticket(
        subject="Moolah",
        text="Hello! My moolah is stuck in limbo since Tuesday, ivan@mail.example, id 774512",
    )
    agent = await desk.agent()
    await agent.says(ticket, f"Please see https://desk.example/help/{desk.brand.id}/en/a/{slug} for this.")
    await agent.does(ticket, "solve")
    await desk.work_until_idle()

    proposed = (await writer.gets("/knowledge/phrases"))["items"]
    assert [(one["article"]["id"], one["why"], one["state"]) for one in proposed] == [
        (article, "sent", "proposed")
    ]
    assert proposed[0]["phrase"].startswith("moolah is stuck in limbo since")
    assert not {"774512", "ivan", "mail.example"} & set(proposed[0]["phrase"].replace(",", " ").split())
    assert (
        await head.gets("/knowledge/search", q="moolah in limbo") == []
    )  # nothing counts that nobody has approved
    assert (await agent.asks("GET", "/knowledge/phrases")).status_code == 403
    assert await refusal(agent, f"/phrases/{proposed[0]['id']}/approve") == "forbidden"

    key = "one-click"
    approved = await posts(
        writer, f"/phrases/{proposed[0]['id']}/approve", phrase="my moolah is in limbo", key=key
    )
    assert (approved["state"], approved["phrase"], approved["decided_by"]["name"]) == (
        "approved",
        "my moolah is in limbo",
        writer.person.name,
    )
    assert [hit["id"] for hit in await head.gets("/knowledge/search", q="moolah limbo")] == [article]
    assert await refusal(writer, f"/phrases/{approved['id']}/approve") == "phrase_decided"
    assert (await posts(head, f"/phrases/{approved['id']}/reject"))["state"] == "rejected"
    assert await head.gets("/knowledge/search", q="moolah limbo") == []


async def test_the_main_article_of_the_topic_is_proposed_where_none_was_sent(desk: Desk) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    for title, topics in (("Other", ["bonus_missing", "withdrawal_status"]), ("Main", ["withdrawal_status"])):
        await published(desk, writer, head, "Text.", title=title, topics=topics)
    for _ in range(2):
        ticket = await desk.a_ticket(subject="Payout", text="when will my withdrawal be paid out to my card?")
        agent = await desk.agent()
        await agent.says(ticket, "It was paid today.")
        await agent.does(ticket, "solve")
        await desk.work_until_idle()
    found = (await writer.gets("/knowledge/phrases"))["items"]
    assert [(one["article"]["name"], one["why"], one["times"]) for one in found] == [("Main", "topic", 2)]


async def test_there_is_no_phrase_that_nobody_said(desk: Desk) -> None:
    writer = await desk.sits("senior")
    assert await refusal(writer, f"/phrases/{new_id()}/approve") == "no_such_phrase"
    assert await refusal(writer, f"/phrases/{new_id()}/reject") == "no_such_phrase"


KNOWN = frozenset(("где", "деньг", "вывод", "карт", "where", "money", "card", "visa", "my", "withdraw"))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Здравствуйте! Где мои деньги?", "Где мои деньги?"),
        ("Добрый день, меня зовут Иван Петров, где вывод", "где вывод"),
        ("где вывод на карту 4111 1111 1111 1111", "где вывод на карту"),
        ("мой аккаунт ivan77 и почта a.b@mail.example, где деньги", "мой аккаунт и почта где деньги"),
        ("Это Сидорова, где мой вывод", "где мой вывод"),
        ("My name is John Smith. where is my money", "where is my money"),
        ("where is my money, asks Smith of Leeds", "where is my money, asks of"),
        ("I'm waiting for my Visa withdrawal", "I'm waiting for my Visa withdrawal"),
        ("call me on +44 20 7946 0958 where is my money", "call me on where is my money"),
        ("ГДЕ МОИ ДЕНЬГИ", "ГДЕ МОИ ДЕНЬГИ"),
        ("see https://example.com/u/ivan where is it", "see where is it"),
        ("привет", None),
        ("12345", None),
        ("Иван Петров", None),
    ],
)
def test_a_phrase_is_a_players_words_without_the_player(said: str, kept: str | None) -> None:
    assert first_words(said, ["Пётр Сидоров"], KNOWN) == kept


def test_a_players_own_name_is_left_out_in_every_case_and_letter() -> None:
    kept = first_words("верните петровой деньги, я петрова анна", ["Анна Петрова"], KNOWN)
    assert kept is not None
    assert not {"петров", "анна"} & set(kept.split())
    assert "петров" not in kept
    assert len(first_words("где деньги " * 100, [], KNOWN) or "") <= 200


# ── the index itself ────────────────────────────────────────────────────────────────────────────────────────


def a_doc(title: str, text: str, said: list[str], *, id_: UUID | None = None) -> Doc:
    return Doc(
        id=id_ or new_id(), visibility="public", topics=[], title=title, summary="", plain=text, said=said
    )


def an_index(language: str) -> Index:
    return build([a_doc(title, text, said) for title, said, text in PAGES[language].values()])


RUSSIAN, ENGLISH = an_index("ru"), an_index("en")


@given(st.text(max_size=500))
def test_no_question_breaks_the_index(text: str) -> None:
    for index in (RUSSIAN, ENGLISH, EMPTY):
        found = find(index, understood(index, text), sees=["public"], limit=3)
        assert len(found) <= 3
        assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def test_a_known_word_is_never_repaired() -> None:
    assert understood(RUSSIAN, "вывод ").alike == []
    assert understood(ENGLISH, "limit ").words == ["limit"]


def test_a_process_holds_a_bounded_number_of_indexes() -> None:
    shelves = Shelves()
    for number in range(1_000):
        shelves.of(f"b{number}", "ru")
    assert len(shelves) == 200
    first = shelves.of("b999", "ru")
    assert shelves.of("b999", "ru") is first


def first(index: Index, question: str) -> UUID | None:
    found = find(index, understood(index, question), sees=["public"], limit=1)
    return found[0].id if found else None


def test_what_stands_in_one_sentence_goes_before_what_is_strewn_over_an_article() -> None:
    strewn = a_doc(
        "", "The bonus came. A bank is slow. Weekends are long. It ends at noon. The card was lost.", []
    )
    near = a_doc("", "Cards are sent by post. A lost card is blocked at weekends too. Call us.", [])
    assert first(build([strewn, near]), "is a lost card blocked at weekends") == near.id
    assert first(build([near, strewn]), "is a lost card blocked at weekends") == near.id


def test_what_is_asked_about_counts_more_than_the_words_of_which_questions_are_made() -> None:
    chatty = a_doc("", "How many of you know in what way it was first used is not what we are asked for.", [])
    right = a_doc(
        "", "The grandstand at Epsom, a racecourse in Surrey, seats eleven thousand spectators.", []
    )
    others = [a_doc("", text, []) for text in ("A bonus expires.", "Cards take days.", "Photos are checked.")]
    index = build([chatty, right, *others])
    assert first(index, "How is the grandstand used?") == right.id


def test_a_word_that_no_article_says_helps_by_those_of_its_root_and_finds_nothing_alone() -> None:
    voting = a_doc("", "Символ выбрали голосованием, победил рубль.", [])
    coins = a_doc("", "Символ на монете, рубль.", [])
    for docs in ([voting, coins], [coins, voting]):
        index = build(docs)
        assert first(index, "сколько голосовало за символ рубля") == voting.id
        assert first(index, "голосовавшие") is None


@given(
    st.lists(
        st.tuples(
            st.integers(0, 5), st.sampled_from(("limits", "bonus?", "cards. post", "деньги", "денги мои", ""))
        ),
        max_size=12,
    )
)
def test_an_index_that_was_renewed_step_by_step_is_the_one_that_was_made_at_once(
    steps: list[tuple[int, str]],
) -> None:
    now: dict[UUID, Doc] = {}
    index, waiting = EMPTY, []
    for number, text in steps:
        known = UUID(int=number)
        if text:
            now[known] = a_doc(text, f"{text} of {number}", [text, "how"], id_=known)
            waiting.append(Change(read([now[known]]), frozenset()))
        else:
            now.pop(known, None)
            waiting.append(Change(read([]), frozenset({known})))
        if number % 2:
            index, waiting = renewed(index, waiting), []
    index = renewed(index, waiting)
    whole = build([now[known] for known in sorted(now)])
    for question in ("limits", "bonus cards", "how of 3"):
        found = find(index, understood(index, question), sees=["public"], limit=9)
        assert found == find(whole, understood(whole, question), sees=["public"], limit=9)
    assert index.vocabulary.words == whole.vocabulary.words
    assert index.vocabulary.by_sound.tolist() == whole.vocabulary.by_sound.tolist()


def test_words_that_no_article_says_any_more_are_forgotten() -> None:
    old, new = a_doc("Kangaroos", "They jump.", []), a_doc("Limits", "You set them.", [])
    index = renewed(build([old, new]), [Change(read([]), frozenset({old.id}))])
    assert "kangaroos" not in index.vocabulary.words
    assert first(index, "kangaroos") is None
    assert first(index, "limits") == new.id


def test_a_word_is_found_by_its_sound_as_it_is_said_most() -> None:
    index = build([a_doc("Деньги", "деньги деньги денги", [])])
    assert first(index, "dengi") is not None
    assert understood(index, "dengi").words == ["деньги"]
