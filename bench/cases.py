"""A desk's complaints to measure on: one case for each ticket of bench/desks.py, over two years (eight weeks for a small desk),
with what such a case leaves: some fifteen events, deadlines, evidence, a decision, letters, notes and looks. What a case went through follows from its number,
so that a desk of the same size is always the same."""

from __future__ import annotations

from typing import Any

from bench.desks import BRANDS, SHARE, WORDS

WEEKS = 104
SHORT = 8  # weeks of a small desk, so that its board is full as well
HANDLERS = 30
TEAMS = 3
HOLDERS = 20  # so many cases hold a rare word
LONG = 50  # so many of the newest cases have a conversation and a log of some 200 entries
# Every thing that happens in the life of a case: when, what, and its own facts. `NULL` where it doesn't.
_LIFE = """
    (1, m.reg, 'complaint_registered', '{"how": "ticket", "safety": false}'::jsonb),
    (2, m.reg, 'complaint_assigned', jsonb_build_object('owner', m.owner, 'team', m.team)),
    (3, m.reg, 'complaint_deadline_set', '{"kind": "acknowledgement", "rule": "bench.one"}'),
    (4, m.reg, 'complaint_deadline_set', '{"kind": "final_answer", "rule": "bench.two"}'),
    (5, m.t1, 'complaint_acknowledged', '{}'),
    (6, m.t1, 'complaint_letter_sent', jsonb_build_object('letter', nth_id(13, m.n * 2), 'kind', 'acknowledgement')),
    (7, CASE WHEN m.t1 > m.reg + interval '1 day' THEN m.reg + interval '1 day' END, 'complaint_deadline_broken', '{"kind": "acknowledgement"}'),
    (8, CASE WHEN coalesce(m.t_end, m.t5) > m.reg + interval '28 days' THEN m.reg + interval '28 days' END, 'complaint_deadline_broken', '{"kind": "final_answer"}'),
    (10, CASE WHEN m.t_end IS NULL THEN m.t2 END, 'complaint_analysed', '{}'),
    (11, CASE WHEN m.t_end IS NULL THEN m.t3 END, 'complaint_investigated', '{}'),
    (12, CASE WHEN m.t_end IS NULL THEN m.t3 END, 'complaint_evidence_needed', '{"needs": ["bet", "account"]}'),
    (13, CASE WHEN m.t_end IS NULL THEN m.t3 + m.day * 1 END, 'complaint_evidence_frozen', jsonb_build_object('evidence', nth_id(15, m.n * 3), 'kind', 'bet', 'need', 'bet')),
    (14, CASE WHEN m.t_end IS NULL THEN m.t3 + m.day * 2 END, 'complaint_evidence_frozen', jsonb_build_object('evidence', nth_id(15, m.n * 3 + 1), 'kind', 'account', 'need', 'account')),
    (15, CASE WHEN m.t_end IS NULL THEN m.t3 + m.day * 4 END, 'complaint_evidence_reviewed', jsonb_build_object('evidence', nth_id(15, m.n * 3))),
    (16, CASE WHEN m.t_end IS NULL THEN m.t3 + m.day * 4 END, 'complaint_evidence_reviewed', jsonb_build_object('evidence', nth_id(15, m.n * 3 + 1))),
    (17, CASE WHEN m.t_end IS NULL AND m.n % 10 = 3 THEN m.t3 + m.day * 2 END, 'complaint_waits', '{"waiting": "player", "ground": "player", "pauses": false}'),
    (18, CASE WHEN m.t_end IS NULL AND m.n % 10 = 3 THEN m.t3 + m.day * 5 END, 'complaint_resumed', '{}'),
    (20, m.t4, 'complaint_decision_proposed', jsonb_build_object('decision', nth_id(8, m.n), 'outcome', m.outcome, 'signatures', 0)),
    (21, CASE WHEN m.returned THEN m.t4 + m.day * 0.3 END, 'complaint_proposal_returned', jsonb_build_object('decision', nth_id(8, m.n), 'reason', 'Not yet.')),
    (22, CASE WHEN m.returned THEN m.t4 + m.day * 0.8 END, 'complaint_decision_proposed', jsonb_build_object('decision', nth_id(8, m.n), 'outcome', m.outcome, 'signatures', 0)),
    (23, m.t5, 'complaint_decided', jsonb_build_object('decision', nth_id(8, m.n), 'outcome', m.outcome, 'todo', '[]'::jsonb)),
    (24, m.t5, 'complaint_letter_sent', jsonb_build_object('letter', nth_id(13, m.n * 2 + 1), 'kind', 'final_response')),
    (25, m.t5, 'complaint_deadline_met', '{"kind": "final_answer", "late": false}'),
    (26, m.t6, 'complaint_carried_out', '{}'),
    (27, m.t7, 'complaint_closed', '{}'),
    (30, m.t_end, CASE m.fate WHEN 'withdrawn' THEN 'complaint_withdrawn' WHEN 'out_of_scope' THEN 'complaint_out_of_scope' ELSE 'complaint_merged' END,
         CASE m.fate WHEN 'withdrawn' THEN '{"because": "asked"}' WHEN 'merged' THEN jsonb_build_object('into', nth_id(7, m.n - 10)) ELSE '{"reason": "Not ours."}' END),
    (40, m.ta, 'complaint_appeal_asked', jsonb_build_object('appeal', nth_id(10, m.n))),
    (41, m.ta + interval '1 day', 'complaint_appeal_given', jsonb_build_object('appeal', nth_id(10, m.n), 'to', nth_id(4, 1 + (m.n + 7) % 30))),
    (42, m.ta + interval '3 days', 'complaint_appeal_viewed', jsonb_build_object('appeal', nth_id(10, m.n))),
    (43, m.ta + interval '6 days', 'complaint_appeal_decided', jsonb_build_object('appeal', nth_id(10, m.n), 'outcome', m.heard, 'todo', '[]'::jsonb)
         || CASE WHEN m.heard = 'changed' THEN jsonb_build_object('decision', nth_id(9, m.n), 'result', 'partly_upheld') ELSE '{}' END),
    (44, CASE WHEN m.heard = 'sent_back' THEN m.ta + interval '11 days' END, 'complaint_decision_proposed', jsonb_build_object('decision', nth_id(9, m.n), 'outcome', 'upheld', 'signatures', 0)),
    (45, CASE WHEN m.heard = 'sent_back' THEN m.ta + interval '13 days' END, 'complaint_decided', jsonb_build_object('decision', nth_id(9, m.n), 'outcome', 'upheld', 'todo', '[]'::jsonb)),
    (46, CASE WHEN m.heard IN ('changed', 'sent_back') THEN m.ta + interval '18 days' END, 'complaint_carried_out', '{}'),
    (47, CASE WHEN m.heard IN ('changed', 'sent_back') THEN m.ta + interval '19 days' END, 'complaint_closed', '{}'),
    (50, m.tr, 'complaint_referral_sent', jsonb_build_object('referral', nth_id(11, m.n), 'body', 'bench.body')),
    (51, m.tr + interval '10 days', 'complaint_referral_answered', jsonb_build_object('referral', nth_id(11, m.n))),
    (52, m.tr + interval '40 days', 'complaint_referral_ruled', jsonb_build_object('referral', nth_id(11, m.n), 'outcome', 'adr_' || m.ruling,
         'todo', CASE WHEN m.ruling = 'for_player' THEN jsonb_build_array(nth_id(12, m.n)) ELSE '[]' END)),
    (53, CASE WHEN m.ruling = 'for_player' THEN m.tr + interval '45 days' END, 'complaint_carried_out', '{}'),
    (54, CASE WHEN m.ruling = 'for_player' THEN m.tr + interval '46 days' END, 'complaint_closed', '{}')
"""


async def fill_cases(owner: Any, size: int) -> None:
    """Of the cases those of the last weeks are open, a few of them late; 8 % are withdrawn, 4 % out of scope, 3 % merged, 5 % go to
    appeal, 3 % to a dispute body."""
    run = owner.execute
    weeks = WEEKS if size >= 10_000 else SHORT
    await run("SET session_replication_role = replica; SET synchronous_commit = off; SET work_mem = '256MB'")
    await run(
        "CREATE OR REPLACE FUNCTION chance(n bigint, salt int) RETURNS float8 LANGUAGE sql IMMUTABLE RETURN "
        "(hashint8extended(n, salt) & 1073741823)::float8 / 1073741824"
    )
    await run(f"CREATE TEMP TABLE words AS SELECT ARRAY[{', '.join(repr(w) for w in WORDS)}] AS w")
    await _people(run)
    await run(
        f"""
        CREATE TEMP TABLE made AS
        SELECT b.*, b.reg + b.day * 0.4 AS t1, b.reg + b.day * 1.5 AS t2, b.reg + b.day * 3 AS t3,
               CASE WHEN b.fate IN ('full', 'appeal', 'referral') THEN b.reg + b.day * 14 END AS t4,
               CASE WHEN b.fate IN ('full', 'appeal', 'referral') THEN b.reg + b.day * 16 END AS t5,
               CASE WHEN b.fate IN ('full', 'appeal', 'referral') THEN b.reg + b.day * 21 END AS t6,
               CASE WHEN b.fate IN ('full', 'appeal', 'referral') THEN b.reg + b.day * 23 END AS t7,
               CASE WHEN b.fate IN ('withdrawn', 'out_of_scope', 'merged') THEN b.reg + b.day * 6 END AS t_end,
               CASE WHEN b.fate = 'appeal' THEN b.reg + b.day * 23 + interval '4 days' END AS ta,
               CASE WHEN b.fate = 'referral' THEN b.reg + b.day * 23 + interval '8 days' END AS tr,
               CASE WHEN b.fate = 'appeal' THEN (ARRAY['upheld', 'upheld', 'upheld', 'upheld', 'upheld', 'upheld', 'upheld', 'changed', 'changed', 'sent_back'])[1 + floor(chance(n, 5) * 10)::int] END AS heard,
               CASE WHEN b.fate = 'referral' THEN (ARRAY['for_operator', 'for_operator', 'for_operator', 'for_player', 'settled'])[1 + floor(chance(n, 6) * 5)::int] END AS ruling
        FROM  (SELECT n, CASE WHEN n % 10 < {SHARE * 10:.0f} THEN 'harbour' ELSE 'mayak' END AS brand, nth_id(7, n) AS id,
                      now() - interval '{weeks} weeks' * (({size} - n)::float8 / {size}) AS reg,
                      interval '1 day' * (0.3 + 2.4 * chance(n, 1) * chance(n, 2)) AS day,
                      CASE WHEN chance(n, 3) < 0.08 THEN 'withdrawn' WHEN chance(n, 3) < 0.12 THEN 'out_of_scope'
                           WHEN chance(n, 3) < 0.15 AND n >= 10 THEN 'merged' WHEN chance(n, 3) < 0.17 AND n > {size} * 0.9 THEN 'stalled'
                           WHEN chance(n, 3) < 0.22 THEN 'appeal' WHEN chance(n, 3) < 0.25 THEN 'referral' ELSE 'full' END AS fate,
                      (ARRAY['upheld', 'upheld', 'partly_upheld', 'not_upheld', 'not_upheld', 'not_upheld', 'goodwill'])[1 + floor(chance(n, 4) * 7)::int] AS outcome,
                      (ARRAY['WDRL', 'WDRL', 'WDRL', 'VOID', 'SETL', 'BONS', 'BONS', 'KYC', 'ACCT', 'DEPO', 'SERV', 'SGEX'])[1 + floor(chance(n, 7) * 12)::int] AS category,
                      1 + floor(chance(n, 8) * 3)::int AS sub, chance(n, 9) < 0.05 AS returned,
                      CASE WHEN chance(n, 10) < 0.9 THEN nth_id(4, 1 + floor(chance(n, 11) * {HANDLERS})::int) END AS owner,
                      nth_id(20, n % 10 / 7 * {TEAMS} + floor(chance(n, 12) * {TEAMS})::int) AS team
               FROM   generate_series(0, {size - 1}) AS n) AS b
        """
    )
    await run(
        f"""
        CREATE TEMP TABLE life AS
        SELECT m.n, m.brand, m.id, v.place, v.at, v.type, v.data || jsonb_build_object('complaint', m.id, 'reason', coalesce(v.data->>'reason', '')) AS data
        FROM   made m CROSS JOIN LATERAL (VALUES {_LIFE}) AS v (place, at, type, data)
        WHERE  v.at <= now()
        UNION ALL
        SELECT m.n, m.brand, m.id, 100 + k, m.reg + k * interval '1 minute', 'complaint_changed', jsonb_build_object('complaint', m.id, 'fields', '["summary"]'::jsonb)
        FROM   made m CROSS JOIN generate_series(1, 100) AS k WHERE m.n >= {size - LONG}
        """
    )
    await run(
        """
        CREATE TEMP TABLE stood AS
        SELECT DISTINCT ON (n) n, complaint_stage_of(type, data) AS stage, at
        FROM life WHERE complaint_stage_of(type, data) IS NOT NULL ORDER BY n, at DESC, place DESC
        """
    )
    await run("CREATE TEMP TABLE done AS SELECT n, array_agg(type) AS types FROM life GROUP BY n; ANALYZE")
    await _cases(run, size)
    await _parts(run, size)
    await run(
        """
        INSERT INTO event (brand_id, number, type, public, actor_kind, actor_id, data, at)
        SELECT l.brand, row_number() OVER (ORDER BY l.at, l.n, l.place), l.type, false, 'staff', nth_id(4, 1 + l.n % 30), l.data, l.at
        FROM   life l
        """
    )
    await run("SELECT renew_complaint_steps()")
    await run(
        "DROP TABLE words, made, life, stood, done; RESET session_replication_role; RESET synchronous_commit; RESET work_mem"
    )
    await run("VACUUM ANALYZE")
    await run("CHECKPOINT")


async def _people(run: Any) -> None:
    await run(
        f"""
        INSERT INTO staff (id, email, name, password_hash, languages)
        SELECT nth_id(4, k), 'handler' || k || '@desk.example', 'Handler ' || k, '-', '{{en,ru}}' FROM generate_series(1, {HANDLERS}) AS k
        """
    )
    for place, (brand, _, _) in enumerate(BRANDS):
        await run(
            f"INSERT INTO team (brand_id, id, name) SELECT '{brand}', nth_id(20, {place * TEAMS} + k), 'Team ' || k FROM generate_series(0, {TEAMS - 1}) AS k"
        )
        zone = "Europe/London" if brand == "harbour" else "Europe/Moscow"
        await run(
            f"""UPDATE brand SET settings = settings || '{{"time_zone": "{zone}"}}' WHERE id = '{brand}'"""
        )


async def _cases(run: Any, size: int) -> None:
    people = max(size // 30, 1) * 10
    text = "(SELECT string_agg(w[1 + (m.n * 7 + i * (m.n % 61 + 13)) % cardinality(w)], ' ') FROM words, generate_series({0}, {1}) AS i)"
    await run(
        f"""
        INSERT INTO complaint (brand_id, id, number, player_id, category, subcategory, jurisdiction, pack, pack_version, language, channel,
                               summary, claim, about, rules, owner_staff_id, team_id, resolved_at_first_contact, first_received_at, registered_at,
                               registered_by, stage, stage_since, waiting, appeal, referral, outcome, merged_into, closing, closed_at, state, updated_at)
        SELECT m.brand, m.id, 'C-' || 1001 + m.n, nth_id(1, m.n % {people}), m.category, (ARRAY['', 'delayed', 'refused'])[m.sub],
               CASE WHEN m.brand = 'mayak' THEN 'RU' WHEN m.n % 10 < 5 THEN 'GB' ELSE 'MT' END,
               CASE WHEN m.brand = 'mayak' THEN 'russia' WHEN m.n % 10 < 5 THEN 'gb' ELSE 'malta' END, 'bench',
               CASE WHEN m.brand = 'mayak' THEN 'ru' ELSE 'en' END, 'email',
               {text.format(1, 25)} || ' rarecase' || m.n % {max(size // HOLDERS, 1)}, {text.format(26, 50)}, 'Bet ' || m.n, '{{terms-4.2}}',
               CASE WHEN s.stage IN ('registered') THEN NULL ELSE m.owner END, m.team, m.fate = 'withdrawn' AND m.n % 3 = 0, m.reg - interval '2 hours', m.reg,
               nth_id(4, 1 + m.n % 30), s.stage, s.at, CASE WHEN s.stage = 'investigation' AND m.n % 10 = 3 AND m.fate = 'stalled' THEN 'player' END,
               CASE WHEN 'complaint_appeal_decided' = ANY (d.types) THEN 'decided' WHEN 'complaint_appeal_given' = ANY (d.types) THEN 'heard'
                    WHEN 'complaint_appeal_asked' = ANY (d.types) THEN 'asked' ELSE 'none' END,
               CASE WHEN 'complaint_referral_ruled' = ANY (d.types) THEN 'ruled' WHEN 'complaint_referral_answered' = ANY (d.types) THEN 'answered'
                    WHEN 'complaint_referral_sent' = ANY (d.types) THEN 'sent' ELSE 'none' END,
               CASE WHEN s.stage IN ('withdrawn', 'out_of_scope') THEN s.stage WHEN s.stage = 'merged' THEN 'duplicate'
                    WHEN s.stage IN ('decided', 'carried_out', 'closed') THEN m.outcome END,
               CASE WHEN s.stage = 'merged' THEN nth_id(7, m.n - 10) END, CASE WHEN s.stage = 'closed' THEN 'We looked at it and told you.' ELSE '' END,
               CASE WHEN s.stage IN ('closed', 'withdrawn', 'out_of_scope', 'merged') THEN s.at END,
               jsonb_build_object('stage', s.stage, 'outcome', CASE WHEN s.stage IN ('decided', 'carried_out', 'closed') THEN m.outcome END), s.at
        FROM   made m JOIN stood s USING (n) JOIN done d USING (n)
        ORDER  BY m.n
        """
    )
    await run(
        "INSERT INTO complaint_number (brand_id, last) SELECT brand_id, max(substr(number, 3)::bigint) FROM complaint GROUP BY 1"
    )
    await run(
        "INSERT INTO identity (brand_id, id, player_id, kind, value, registered) SELECT brand_id, nth_id(21, row_number() OVER ()), id, 'account', 'acc-' || right(id::text, 8), true FROM player"
    )
    await run(
        """
        INSERT INTO complaint_deadline (brand_id, complaint_id, kind, rule, force, started_at, due_at, warn_at, warned_at, met_at, broken_at)
        SELECT x.brand, x.id, x.kind, 'bench.' || x.kind, x.force, x.from_at, x.due, x.warn, CASE WHEN x.warn < coalesce(x.met, now()) THEN x.warn END, x.met,
               CASE WHEN x.due < coalesce(x.met, now()) THEN x.due END
        FROM  (SELECT m.brand, m.id, v.kind, v.force, v.from_at, v.from_at + v.lasts AS due, v.from_at + v.lasts * 0.75 AS warn,
                      CASE WHEN v.met <= now() THEN v.met END AS met
               FROM   made m CROSS JOIN LATERAL (VALUES
                   ('acknowledgement', 'own_policy', m.reg, interval '1 day', m.t1),
                   ('progress', 'should', m.reg, interval '14 days', coalesce(m.t_end, m.t4)),
                   ('final_answer', 'must', m.reg, interval '28 days', coalesce(m.t_end, m.t5)),
                   ('appeal_answer', 'own_policy', m.ta, interval '14 days', m.ta + interval '6 days')) AS v (kind, force, from_at, lasts, met)
               WHERE v.from_at <= now()) AS x
        """
    )
    await run(
        """
        UPDATE complaint c SET next_due_at = d.due, next_warn_at = d.warn
        FROM  (SELECT brand_id, complaint_id, min(due_at) AS due, min(warn_at) AS warn FROM complaint_deadline WHERE met_at IS NULL GROUP BY 1, 2) d
        WHERE  c.brand_id = d.brand_id AND c.id = d.complaint_id AND c.closed_at IS NULL
        """
    )


async def _parts(run: Any, size: int) -> None:
    await run(
        "INSERT INTO complaint_ticket (brand_id, complaint_id, ticket_id, why) SELECT brand, id, nth_id(3, n), 'origin' FROM made"
    )
    await run(
        "INSERT INTO complaint_party (brand_id, complaint_id, staff_id, source) SELECT brand, id, nth_id(4, 1 + (n + 3) % 30), 'replied' FROM made"
    )
    await run(
        """
        INSERT INTO complaint_decision (brand_id, id, complaint_id, replaces, state, outcome, disputed_on, facts, clauses, no_clause, reasoning, language,
                                        redress, digest, proposed_by, proposed_at, decided_by, decided_at, taken_at)
        SELECT m.brand, x.id, m.id, x.replaces, CASE WHEN x.taken <= now() THEN 'decided' ELSE 'proposed' END, x.outcome, m.reg::date,
               repeat('The bet was accepted and then voided. ', 12),
               jsonb_build_array(jsonb_build_object('id', nth_id(22, m.n % 40), 'name', 'Terms ' || m.n % 40, 'text', repeat('A clause that stood on that day. ', 10))),
               '', repeat('We have looked at what the terms say. ', 15), 'en', '[]', '\\x00', nth_id(4, 1 + m.n % 30), x.proposed,
               CASE WHEN x.taken <= now() THEN nth_id(4, 1 + (m.n + 1) % 30) END, CASE WHEN x.taken <= now() THEN x.taken END, CASE WHEN x.taken <= now() THEN x.taken END
        FROM   made m CROSS JOIN LATERAL (VALUES
            (nth_id(8, m.n), NULL::uuid, m.outcome, m.t4, m.t5),
            (nth_id(9, m.n), nth_id(8, m.n), CASE m.heard WHEN 'changed' THEN 'partly_upheld' ELSE 'upheld' END,
             CASE WHEN m.heard = 'changed' THEN m.ta + interval '6 days' WHEN m.heard = 'sent_back' THEN m.ta + interval '11 days' END,
             CASE WHEN m.heard = 'changed' THEN m.ta + interval '6 days' WHEN m.heard = 'sent_back' THEN m.ta + interval '13 days' END)) AS x (id, replaces, outcome, proposed, taken)
        WHERE  x.proposed <= now()
        """
    )
    await run(
        """
        INSERT INTO complaint_appeal (brand_id, id, complaint_id, decision_id, how, grounds, asked_at, handler_id, given_by, given_at, view_outcome,
                                      view_text, view_at, outcome, reasoning, decided_at)
        SELECT m.brand, nth_id(10, m.n), m.id, nth_id(8, m.n), 'link', 'The screenshot was not looked at.', m.ta, nth_id(4, 1 + (m.n + 7) % 30), NULL,
               m.ta + interval '1 day', g.v, g.v, g.at, h.v, h.v, h.at
        FROM   made m
        CROSS  JOIN LATERAL (SELECT CASE WHEN m.ta + interval '3 days' <= now() THEN 'upheld' END, CASE WHEN m.ta + interval '3 days' <= now() THEN m.ta + interval '3 days' END) AS g (v, at)
        CROSS  JOIN LATERAL (SELECT CASE WHEN m.ta + interval '6 days' <= now() THEN m.heard END, CASE WHEN m.ta + interval '6 days' <= now() THEN m.ta + interval '6 days' END) AS h (v, at)
        WHERE  m.ta <= now()
        """
    )
    await run(
        """
        INSERT INTO complaint_referral (brand_id, id, complaint_id, decision_id, body, body_name, body_record, asked_by, sent_at, ruling, ruling_text, ruled_at, noted_at)
        SELECT m.brand, nth_id(11, m.n), m.id, nth_id(8, m.n), 'bench.body', 'A body', '{}', 'player', m.tr, CASE WHEN x.at <= now() THEN m.ruling END,
               CASE WHEN x.at <= now() THEN 'It is so.' END, CASE WHEN x.at <= now() THEN x.at END, CASE WHEN x.at <= now() THEN x.at END
        FROM   made m CROSS JOIN LATERAL (SELECT m.tr + interval '40 days') AS x (at)
        WHERE  m.tr <= now()
        """
    )
    await run(
        """
        INSERT INTO complaint_execution (brand_id, id, complaint_id, decision_id, place, kind, amount, currency, since, state, by_hand, proven_by, proven_at,
                                         verified_at, record)
        SELECT m.brand, nth_id(12, m.n), m.id, nth_id(8, m.n), 1, 'payment', 10 + m.n % 500, CASE WHEN m.brand = 'mayak' THEN 'RUB' WHEN m.n % 3 = 0 THEN 'EUR' ELSE 'GBP' END,
               m.t5, CASE WHEN m.t6 <= now() THEN 'verified' ELSE 'open' END, false, CASE WHEN m.t6 <= now() THEN nth_id(4, 1) END,
               CASE WHEN m.t6 <= now() THEN m.t6 END, CASE WHEN m.t6 <= now() THEN m.t6 END, '\\x00'
        FROM   made m WHERE m.t5 <= now() AND m.outcome <> 'not_upheld'
        """
    )
    await run(
        """
        INSERT INTO complaint_letter (brand_id, id, complaint_id, kind, language, subject, text, pack_version, lint, ticket_id, message_id, sent_at)
        SELECT m.brand, x.id, m.id, x.kind, 'en', 'Your complaint', repeat('We have looked at your complaint. ', 20), 'bench', '[]', nth_id(3, m.n), x.id, x.at
        FROM   made m CROSS JOIN LATERAL (VALUES (nth_id(13, m.n * 2), 'acknowledgement', m.t1), (nth_id(13, m.n * 2 + 1), 'final_response', m.t5)) AS x (id, kind, at)
        WHERE  x.at <= now()
        """
    )
    # An id begins with its time: what is newest has the last one.
    await run(
        """
        INSERT INTO complaint_view (brand_id, id, complaint_id, staff_id, what, at)
        SELECT x.brand, nth_id(14, row_number() OVER (ORDER BY x.at, x.id, x.k)), x.id, nth_id(4, 1 + (x.n + x.k) % 30), (ARRAY['case', 'timeline', 'evidence', 'notes'])[x.k], x.at
        FROM  (SELECT m.brand, m.id, m.n, k, m.reg + m.day * 2 * k AS at FROM made m CROSS JOIN generate_series(1, 4) AS k) AS x WHERE x.at <= now()
        """
    )
    await run(
        """
        INSERT INTO complaint_note (brand_id, id, complaint_id, staff_id, text, at)
        SELECT m.brand, nth_id(16, m.n * 2 + k), m.id, nth_id(4, 1 + m.n % 30), repeat('Asked the traders for their log. ', 4), m.reg + m.day * (3 + k)
        FROM   made m CROSS JOIN generate_series(0, 1) AS k
        """
    )
    await run(
        """
        INSERT INTO complaint_evidence (brand_id, id, complaint_id, seq, kind, need, title, source, taken_at, name, media_type, size, file_key, normalised, meta,
                                        content_sha256, meta_sha256, previous_sha256, sha256, reviewed_by, reviewed_at)
        SELECT m.brand, nth_id(15, m.n * 3 + k), m.id, k + 1, CASE k WHEN 0 THEN 'sessions' ELSE 'account' END, CASE k WHEN 0 THEN 'bet' ELSE 'account' END, 'An item', 'back office', m.t3,
               'item.json', 'application/json', 100, 'bench/' || m.n || '/' || k,
               CASE k WHEN 0 THEN jsonb_build_object('items', jsonb_build_array(jsonb_build_object('id', m.n, 'started_at', m.reg, 'ended_at', m.reg + interval '1 hour')))
                      ELSE jsonb_build_object('account', m.n, 'registered_at', m.reg - interval '1 year', 'status_log', '[]'::jsonb) END,
               '{}', sha256(m.n::text::bytea), sha256('a'), sha256('b'), sha256('c'), nth_id(4, 1), m.t3
        FROM   made m CROSS JOIN generate_series(0, 1) AS k
        WHERE  m.t_end IS NULL AND m.t3 <= now()
        """
    )
    await run(
        """
        INSERT INTO complaint_need (brand_id, complaint_id, code, needed, state)
        SELECT m.brand, m.id, x.code, true, CASE WHEN m.t3 <= now() THEN 'present' ELSE 'needed' END
        FROM   made m CROSS JOIN (VALUES ('bet'), ('account')) AS x (code) WHERE m.t_end IS NULL
        """
    )
    await run(
        """
        INSERT INTO complaint_moment (brand_id, complaint_id, moment, at) SELECT brand, id, 'final_response', t5 FROM made WHERE t5 <= now()
        """
    )
    await run(
        f"""
        INSERT INTO message (brand_id, id, ticket_id, kind, author_kind, author_id, author_name, channel_id, channel, subject, text, external_id, address, created_at)
        SELECT t.brand_id, nth_id(5, {size} + m.n * 100 + k), t.id, 'reply', 'player', t.player_id, 'Player', t.channel_id, 'email', t.subject,
               repeat('I have written about this before. ', 8), '<c' || m.n || '.' || k || '@mail.example> player', 'player@mail.example', m.reg + k * interval '3 minutes'
        FROM   made m JOIN ticket t ON t.brand_id = m.brand AND t.id = nth_id(3, m.n) CROSS JOIN generate_series(1, 100) AS k
        WHERE  m.n >= {size - LONG}
        """
    )
