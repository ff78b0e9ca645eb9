"""Deadlines reckoned by hand, each with the reckoning in words: every deadline, extension and pause of every pack."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from pitboss.complaints.deadlines import Extension, Facts, Pause
from pitboss.complaints.pack_model import From, Kind, OwnRules, Pack, Unit, Within
from pitboss.complaints.packs import effective

ZONES = {
    "gb": "Europe/London",
    "malta": "Europe/Malta",
    "curacao": "America/Curacao",
    "ontario": "America/Toronto",
    "russia": "Europe/Moscow",
    "iso10002": "UTC",
}


class Worked(msgspec.Struct, frozen=True, kw_only=True):
    """Moments and `due` in the pack's own time, or with an offset; `due` a day alone is its last second, empty: held by a pause.
    `by`: the rule that should decide; `also`: `due` is of this rule, beside a stricter one."""

    pack: str
    kind: Kind
    by: str
    due: str
    why: str
    moments: dict[From, str]
    category: str = "WDRL"
    pauses: tuple[tuple[str, str, str], ...] = ()
    extended: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    own: dict[str, Within] = {}
    also: bool = False

    def moment(self, text: str) -> datetime:
        at = datetime.fromisoformat(text)
        return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(ZONES[self.pack]))

    def facts(self) -> Facts:
        return Facts(
            category=self.category,
            moments={starts: self.moment(text) for starts, text in self.moments.items()},
            pauses=tuple(
                Pause(rule, self.moment(since), self.moment(until) if until else None)
                for rule, since, until in self.pauses
            ),
            extensions=tuple(Extension(rule, self.moment(told)) for rule, told in self.extended),
            body=self.body,
        )

    def expected(self) -> datetime | None:
        if not self.due:
            return None
        return self.moment(self.due if "T" in self.due else f"{self.due}T23:59:59")

    def rules(self) -> Pack:
        return effective(self.pack, OwnRules(terms=self.own))


RECEIVED, INCIDENT, RESPONSE, APPEAL, ASKED = (
    From.first_receipt,
    From.incident,
    From.final_response,
    From.appeal_asked,
    From.body_asked,
)
COMPLETE, REFERRED, CONCLUDED, RESOLVED = (
    From.file_complete,
    From.referred,
    From.concluded,
    From.event_resolved,
)
PLAYER = "gb.pause_player"

TABLE = (
    # ── Great Britain ──
    Worked(
        pack="gb", kind=Kind.complain, by="gb.complain", moments={INCIDENT: "2026-08-31T01:00"}, due="2027-02-28",
        why="six months from 31 August would be 31 February, which is not; 2027 is no leap year, so the 28th",
    ),
    Worked(
        pack="gb", kind=Kind.complain, by="gb.complain", moments={INCIDENT: "2027-08-31T23:00"}, due="2028-02-29",
        why="the same in a leap year: the 29th",
    ),
    Worked(
        pack="gb", kind=Kind.complain, by="gb.complain", moments={INCIDENT: "2028-02-29T12:00"}, due="2028-08-29",
        why="from the leap day to the same number six months later",
    ),
    Worked(
        pack="gb", kind=Kind.acknowledge, by="gb.acknowledge", moments={RECEIVED: "2026-03-28T14:00"}, due="2026-03-29T15:00",
        why="clocks go forward at one in the night: 24 real hours after 14:00 it is 15:00",
    ),
    Worked(
        pack="gb", kind=Kind.acknowledge, by="gb.acknowledge", moments={RECEIVED: "2026-10-24T14:00"}, due="2026-10-25T13:00",
        why="clocks go back at two: 24 real hours after 14:00 it is 13:00",
    ),
    Worked(
        pack="gb", kind=Kind.acknowledge, by="gb.acknowledge", moments={RECEIVED: "2028-02-28T23:30"}, due="2028-02-29T23:30",
        why="the day after 28 February 2028 is the leap day",
    ),
    Worked(
        pack="gb", kind=Kind.acknowledge, by="gb.acknowledge_guide", also=True, moments={RECEIVED: "2026-04-02T10:00"},
        due="2026-04-09",
        why="Thursday before Easter; Friday 3 and Monday 6 are holidays, so Tuesday 7, Wednesday 8, Thursday 9",
    ),
    Worked(
        pack="gb", kind=Kind.final_answer, by="gb.final_answer", moments={RECEIVED: "2026-01-05T09:00"}, due="2026-03-02",
        why="56 days: 26 are left of January, 28 of February make 54, two of March",
    ),
    Worked(
        pack="gb", kind=Kind.final_answer, by="gb.final_answer", moments={RECEIVED: "2026-03-02T23:59"}, due="2026-04-27",
        why="29 days are left of March, 27 of April; the end of the day is in summer time",
    ),
    Worked(
        pack="gb", kind=Kind.final_answer, by="gb.final_answer", moments={RECEIVED: "2028-01-15T00:00"}, due="2028-03-11",
        why="16 of January, 29 of a leap February make 45, 11 of March; a Saturday stays",
    ),
    Worked(
        pack="gb", kind=Kind.final_answer, by="gb.final_answer", moments={RECEIVED: "2026-06-30T23:30+00:00"}, due="2026-08-26",
        why="half past eleven in the night in UTC is 1 July in London: 30 of July, 26 of August",
    ),
    Worked(
        pack="gb", kind=Kind.final_answer, by="gb.final_answer", moments={RECEIVED: "2026-03-02T10:00"}, due="2026-04-29",
        pauses=((PLAYER, "2026-03-10T12:00", "2026-03-13T09:00"),),
        why="27 April, and of the pause only the 11th and 12th are whole days",
    ),
    Worked(
        pack="gb", kind=Kind.final_answer, by="gb.final_answer", moments={RECEIVED: "2026-03-02T10:00"}, due="2026-04-27",
        pauses=((PLAYER, "2026-03-10T09:00", "2026-03-10T18:00"),),
        why="a pause within one day leaves no whole day out",
    ),
    Worked(
        pack="gb", kind=Kind.final_answer, by="gb.final_answer", moments={RECEIVED: "2026-03-02T10:00"}, due="2026-04-28",
        pauses=((PLAYER, "2026-03-10T00:00", "2026-03-11T00:00"),),
        why="from midnight to midnight is one whole day",
    ),
    Worked(
        pack="gb", kind=Kind.final_answer, by="gb.final_answer", moments={RECEIVED: "2026-03-02T10:00"}, due="2026-05-04",
        pauses=((PLAYER, "2026-03-10T00:00", "2026-03-14T00:00"), (PLAYER, "2026-03-12T00:00", "2026-03-17T00:00")),
        why="two pauses that overlap are one, of the 10th to the 16th: seven days after 27 April, a holiday that moves nothing",
    ),
    Worked(
        pack="gb", kind=Kind.final_answer, by="gb.final_answer", moments={RECEIVED: "2026-03-02T10:00"}, due="2026-04-28",
        pauses=((PLAYER, "2026-03-28T12:00", "2026-03-30T12:00"),),
        why="the whole day in this pause is the 29th, which has 23 hours and is a day all the same",
    ),
    Worked(
        pack="gb", kind=Kind.final_answer, by="gb.final_answer", moments={RECEIVED: "2026-03-02T10:00"}, due="",
        pauses=((PLAYER, "2026-03-10T12:00", ""),),
        why="while the pause goes on there is no day",
    ),
    Worked(
        pack="gb", kind=Kind.final_answer, by="gb.final_answer", moments={RECEIVED: "2026-03-02T10:00"}, due="2026-04-27",
        pauses=((PLAYER, "2026-04-27T10:00", ""),),
        why="a pause that begins on the last day comes too late to leave it out",
    ),
    Worked(
        pack="gb", kind=Kind.acknowledge, by="gb.acknowledge", moments={RECEIVED: "2026-03-02T10:00"}, due="2026-03-03T10:00",
        pauses=((PLAYER, "2026-03-02T11:00", "2026-03-09T11:00"),),
        why="no pause stops the acknowledgement",
    ),
    Worked(
        pack="gb", kind=Kind.final_answer, by="gb.final_answer", due="2026-04-27",
        moments={RECEIVED: "2026-03-02T10:00", APPEAL: "2026-04-20T09:00", REFERRED: "2026-04-21T09:00"},
        why="neither an appeal nor a referral resets the eight weeks",
    ),
    Worked(
        pack="gb", kind=Kind.body_answer, by="gb.body_answer", moments={ASKED: "2026-12-18T09:00"}, due="2027-01-06",
        why="21 to 24 are four, 25 and 28 holidays, 29 to 31 make seven, 1 January a holiday, 4 to 6 make ten",
    ),
    Worked(
        pack="gb", kind=Kind.body_answer, by="gb.body_answer", moments={ASKED: "2026-03-25T16:00"}, due="2026-04-10",
        why="26, 27, 30, 31, 1, 2 are six; Good Friday, Easter Monday; 7 to 10 make ten",
    ),
    Worked(
        pack="gb", kind=Kind.body_answer, by="gb.body_answer", moments={ASKED: "2026-06-06T16:00"}, due="2026-06-19",
        why="asked on a Saturday: the first working day is Monday 8, the tenth Friday 19",
    ),
    Worked(
        pack="gb", kind=Kind.body_decision, by="gb.body_decision", moments={COMPLETE: "2027-12-01T12:00"}, due="2028-02-29",
        why="30 of December, 31 of January, 29 of a leap February make 90",
    ),
    Worked(
        pack="gb", kind=Kind.body_decision, by="gb.body_decision", body="gb.tattersalls", moments={COMPLETE: "2026-11-30T12:00"},
        due="2027-02-28", why="31, 31 and 28 make 90; the body's own 90 days say the same",
    ),
    Worked(
        pack="gb", kind=Kind.body_decision, by="gb.tattersalls", also=True, body="gb.tattersalls",
        moments={COMPLETE: "2026-11-30T12:00"}, due="2027-02-28", why="the body's own 90 days: 31, 31 and 28",
    ),
    Worked(
        pack="gb", kind=Kind.dispute_body, by="gb.ecogra", body="gb.ecogra", moments={RESPONSE: "2028-02-29T12:00"}, due="2029-02-28",
        why="a year from the leap day ends on 28 February",
    ),
    Worked(
        pack="gb", kind=Kind.appeal, by="gb.appeal", moments={RESPONSE: "2028-02-20T12:00"}, due="2028-03-05",
        why="14 days: nine to the leap day, five of March",
    ),
    Worked(
        pack="gb", kind=Kind.appeal_answer, by="gb.appeal_answer", due="2026-04-27",
        moments={RECEIVED: "2026-03-02T10:00", APPEAL: "2026-04-20T09:00"},
        why="ten working days would be 5 May (4 May is a holiday), but the eight weeks end on 27 April",
    ),
    Worked(
        pack="gb", kind=Kind.appeal_answer, by="gb.appeal_answer", due="2026-05-18",
        moments={RECEIVED: "2026-03-02T10:00", APPEAL: "2026-05-01T09:00"},
        why="the eight weeks are over, so only its own term: 5 to 8 May are four, 11 to 15 nine, 18 ten",
    ),
    # ── Malta ──
    Worked(
        pack="malta", kind=Kind.complain, by="malta.complain", moments={INCIDENT: "2026-04-15T12:00"}, due="2026-10-15",
        why="the same number six months later",
    ),
    Worked(
        pack="malta", kind=Kind.acknowledge, by="malta.acknowledge", moments={RECEIVED: "2026-10-24T12:00"}, due="2026-10-25T11:00",
        why="the night has an hour more, so 24 real hours end an hour earlier",
    ),
    Worked(
        pack="malta", kind=Kind.final_answer, by="malta.final_answer", moments={RECEIVED: "2026-11-19T16:00"}, due="2026-11-29",
        why="ten days on, a Sunday, which nothing moves",
    ),
    Worked(
        pack="malta", kind=Kind.final_answer, by="malta.final_answer", moments={RECEIVED: "2026-11-19T16:00"}, due="2026-12-09",
        extended=(("malta.extension", "2026-11-27T10:00"),),
        why="29 November and ten days more",
    ),
    Worked(
        pack="malta", kind=Kind.final_answer, by="malta.final_answer", moments={RECEIVED: "2028-02-20T16:00"}, due="2028-03-01",
        why="nine days to the leap day, one of March",
    ),
    Worked(
        pack="malta", kind=Kind.report_referral, by="malta.report_referral", moments={REFERRED: "2027-01-31T12:00"}, due="2027-02-20",
        why="the 20th of the month after January, a Saturday, which nothing moves",
    ),
    Worked(
        pack="malta", kind=Kind.report_conclusion, by="malta.report_conclusion", moments={CONCLUDED: "2026-12-05T12:00"}, due="2027-01-20",
        why="the 20th of the month after December is in the next year",
    ),
    Worked(
        pack="malta", kind=Kind.report_conclusion, by="malta.report_conclusion", moments={CONCLUDED: "2026-12-31T23:30+00:00"},
        due="2027-02-20", why="in Malta it is already January, so the 20th of February",
    ),
    Worked(
        pack="malta", kind=Kind.body_answer, by="malta.body_answer", moments={ASKED: "2026-12-07T09:00"}, due="2026-12-22",
        why="8 December is a holiday; 9 to 11 are three, 14 to 18 eight, 21 and 22 ten; the holiday on Sunday 13 costs nothing",
    ),
    Worked(
        pack="malta", kind=Kind.appeal, by="malta.appeal", moments={RESPONSE: "2026-03-15T12:00"}, due="2026-03-29",
        why="14 days on, the day on which the clocks go forward, to its end",
    ),
    Worked(
        pack="malta", kind=Kind.appeal_answer, by="malta.appeal_answer", due="2026-10-11",
        moments={RECEIVED: "2026-10-01T10:00", APPEAL: "2026-10-05T10:00"},
        why="ten days would be the 15th, but the first answer's ten days end on the 11th",
    ),
    Worked(
        pack="malta", kind=Kind.appeal_answer, by="malta.appeal_answer", due="2026-10-22",
        moments={RECEIVED: "2026-10-01T10:00", APPEAL: "2026-10-12T10:00"},
        why="asked for when the first answer's time was over: its own ten days",
    ),
    # ── Curaçao ──
    Worked(
        pack="curacao", kind=Kind.complain, by="curacao.complain", moments={INCIDENT: "2026-08-30T12:00"}, due="2027-02-28",
        why="there is no 30 February",
    ),
    Worked(
        pack="curacao", kind=Kind.complain, by="curacao.complain_fixed_odds", category="SETL", due="2026-12-01",
        moments={INCIDENT: "2026-01-10T12:00", RESOLVED: "2026-06-01T12:00"},
        why="a bet counts from the day on which its event was resolved, not from the bet",
    ),
    Worked(
        pack="curacao", kind=Kind.acknowledge, by="curacao.acknowledge", moments={RECEIVED: "2026-10-12T18:00"}, due="2026-10-19",
        why="Monday to Monday",
    ),
    Worked(
        pack="curacao", kind=Kind.acknowledge, by="curacao.acknowledge", moments={RECEIVED: "2026-03-02T03:30+00:00"}, due="2026-03-08",
        why="half past three in UTC is still 1 March on the island",
    ),
    Worked(
        pack="curacao", kind=Kind.final_answer, by="curacao.final_answer", moments={RECEIVED: "2028-02-01T10:00"}, due="2028-02-29",
        why="28 days on is the leap day",
    ),
    Worked(
        pack="curacao", kind=Kind.final_answer, by="curacao.final_answer", moments={RECEIVED: "2028-02-01T10:00"}, due="2028-03-28",
        extended=(("curacao.extension", "2028-02-20T10:00"),),
        why="and 28 days more after 29 February",
    ),
    Worked(
        pack="curacao", kind=Kind.final_answer, by="curacao.final_answer_rg", category="SGEX", moments={RECEIVED: "2026-04-01T10:00"},
        due="2026-04-10", why="2 is one; Good Friday, weekend, Easter Monday; 7 to 10 make five",
    ),
    Worked(
        pack="curacao", kind=Kind.final_answer, by="curacao.final_answer_rg", category="SGEX", moments={RECEIVED: "2026-02-12T10:00"},
        due="2026-02-20", why="13 is one, Monday 16 is Carnival, 17 to 20 make five",
    ),
    Worked(
        pack="curacao", kind=Kind.final_answer, by="curacao.final_answer_rg", category="SGEX", moments={RECEIVED: "2026-04-01T10:00"},
        due="2026-04-24", extended=(("curacao.extension_rg", "2026-04-09T10:00"),),
        why="10 April and two weeks",
    ),
    Worked(
        pack="curacao", kind=Kind.final_answer, by="curacao.final_answer", also=True, category="SGEX",
        moments={RECEIVED: "2026-04-01T10:00"}, due="2026-04-29", why="the four weeks for any complaint stand beside it",
    ),
    Worked(
        pack="curacao", kind=Kind.body_answer, by="curacao.body_answer", moments={ASKED: "2026-04-24T10:00"}, due="2026-05-12",
        why="King's Day on Monday 27; 28 to 30 are three; 1 May; 4 to 8 make eight, 11 and 12 ten",
    ),
    Worked(
        pack="curacao", kind=Kind.body_decision, by="curacao.body_decision", moments={COMPLETE: "2027-01-02T10:00"}, due="2027-04-02",
        why="29 of January, 28 of February make 57, 31 of March 88, two of April",
    ),
    Worked(
        pack="curacao", kind=Kind.appeal, by="curacao.appeal", moments={RESPONSE: "2026-12-25T10:00"}, due="2027-01-08",
        why="six of December, eight of January",
    ),
    Worked(
        pack="curacao", kind=Kind.appeal_answer, by="curacao.appeal_answer", due="2026-09-28",
        moments={RECEIVED: "2026-09-01T10:00", APPEAL: "2026-09-14T10:00"},
        why="15 to 18 are four, 21 to 25 nine, 28 ten; the four weeks end a day later",
    ),
    # ── Ontario ──
    Worked(
        pack="ontario", kind=Kind.complain, by="ontario.complain", moments={INCIDENT: "2026-03-31T12:00"}, due="2026-09-30",
        why="September has 30 days",
    ),
    Worked(
        pack="ontario", kind=Kind.acknowledge, by="ontario.acknowledge", moments={RECEIVED: "2026-03-07T20:00"}, due="2026-03-08T21:00",
        why="the night is an hour short",
    ),
    Worked(
        pack="ontario", kind=Kind.final_answer, by="ontario.final_answer", moments={RECEIVED: "2026-12-14T10:00"}, due="2027-01-14",
        why="15 to 18 are four, 21 to 24 eight, 25 and 28 holidays, 29 to 31 eleven, 1 January, 4 to 8 sixteen, 11 to 14 twenty",
    ),
    Worked(
        pack="ontario", kind=Kind.final_answer, by="ontario.final_answer", moments={RECEIVED: "2026-12-14T10:00"}, due="2027-01-28",
        extended=(("ontario.extension", "2027-01-11T10:00"),),
        why="after 14 January: 15 is one, 18 to 22 six, 25 to 28 ten",
    ),
    Worked(
        pack="ontario", kind=Kind.final_answer, by="ontario.final_answer", moments={RECEIVED: "2026-06-01T10:00"}, due="2026-07-02",
        pauses=(("ontario.pause_player", "2026-06-05T12:00", "2026-06-10T12:00"),),
        why="without a pause 29 June; 8 and 9 June, the working days wholly in it, come after: 30 June, then, past Canada Day, 2 July",
    ),
    Worked(
        pack="ontario", kind=Kind.body_answer, by="ontario.body_answer", moments={ASKED: "2026-10-09T10:00"}, due="2026-10-26",
        why="Thanksgiving on Monday 12; 13 to 16 are four, 19 to 23 nine, 26 ten",
    ),
    Worked(
        pack="ontario", kind=Kind.appeal, by="ontario.appeal", moments={RESPONSE: "2026-10-18T10:00"}, due="2026-11-01",
        why="14 days on, to the end of a day of 25 hours",
    ),
    Worked(
        pack="ontario", kind=Kind.appeal_answer, by="ontario.appeal_answer", due="2026-06-29",
        moments={RECEIVED: "2026-06-01T10:00", APPEAL: "2026-06-22T10:00"},
        why="ten working days would be 7 July, but the first answer is due on 29 June",
    ),
    # ── Russia ──
    Worked(
        pack="russia", kind=Kind.complain, by="russia.complain", moments={INCIDENT: "2027-08-30T12:00"}, due="2028-02-29",
        why="there is no 30 February, and 2028 is a leap year",
    ),
    Worked(
        pack="russia", kind=Kind.acknowledge, by="russia.acknowledge", moments={RECEIVED: "2026-12-31T20:00"}, due="2027-01-01T20:00",
        why="24 hours over the New Year",
    ),
    Worked(
        pack="russia", kind=Kind.final_answer, by="russia.final_answer", moments={RECEIVED: "2026-12-20T10:00"}, due="2027-01-03",
        why="eleven of December, three of January; days of the calendar know no holidays",
    ),
    Worked(
        pack="russia", kind=Kind.final_answer, by="russia.final_answer", moments={RECEIVED: "2026-12-20T10:00"}, due="2027-01-17",
        extended=(("russia.extension", "2026-12-30T10:00"),),
        why="and 14 days more",
    ),
    Worked(
        pack="russia", kind=Kind.final_answer, by="russia.final_answer", moments={RECEIVED: "2026-06-01T10:00"}, due="2026-06-18",
        pauses=(("russia.pause_third_party", "2026-06-05T00:00", "2026-06-08T00:00"),),
        why="15 June, and the 5th, 6th and 7th are left out",
    ),
    Worked(
        pack="russia", kind=Kind.final_answer, by="russia.final_answer", moments={RECEIVED: "2026-06-01T10:00"}, due="2026-06-16",
        pauses=(("russia.pause_player", "2026-06-09T23:59", "2026-06-11T00:01"),),
        why="15 June, and the 10th is left out",
    ),
    Worked(
        pack="russia", kind=Kind.final_answer, by="russia.final_answer", moments={RECEIVED: "2026-04-30T10:00"}, due="2026-05-18",
        own={"russia.final_answer": Within(10, Unit.working_days)},
        why="an operator with ten working days: 1 May; 4 to 8 are five, 11 May for the 9th, 12 to 15 nine, 18 ten",
    ),
    Worked(
        pack="russia", kind=Kind.body_answer, by="russia.body_answer", moments={ASKED: "2026-12-30T10:00"}, due="2027-01-15",
        why="31 December is a moved day off, 1 to 8 January holidays, so 11 to 15",
    ),
    Worked(
        pack="russia", kind=Kind.appeal, by="russia.appeal", moments={RESPONSE: "2028-02-15T10:00"}, due="2028-02-29",
        why="14 days on is the leap day",
    ),
    Worked(
        pack="russia", kind=Kind.appeal_answer, by="russia.appeal_answer", moments={APPEAL: "2027-02-12T10:00"}, due="2027-03-01",
        why="15 to 19 are five, Saturday 20 is worked and is six, 22 and 23 off, 24 to 26 nine, 1 March ten",
    ),
    # ── ISO 10002 ──
    Worked(
        pack="iso10002", kind=Kind.complain, by="iso10002.complain", moments={INCIDENT: "2026-11-30T12:00"}, due="2027-05-30",
        why="the same number six months later",
    ),
    Worked(
        pack="iso10002", kind=Kind.acknowledge, by="iso10002.acknowledge", moments={RECEIVED: "2026-11-27T12:00"}, due="2026-11-28T12:00",
        why="24 hours, over no border of the clocks",
    ),
    Worked(
        pack="iso10002", kind=Kind.final_answer, by="iso10002.final_answer", moments={RECEIVED: "2026-11-27T12:00"}, due="2026-12-25",
        why="four weeks of five days from Monday 30; the pack knows no holidays",
    ),
    Worked(
        pack="iso10002", kind=Kind.final_answer, by="iso10002.final_answer", moments={RECEIVED: "2026-11-27T12:00"}, due="2027-01-08",
        extended=(("iso10002.extension", "2026-12-20T12:00"),),
        why="two weeks of five days more",
    ),
    Worked(
        pack="iso10002", kind=Kind.final_answer, by="iso10002.final_answer", moments={RECEIVED: "2026-11-27T12:00"}, due="2026-12-28",
        pauses=(("iso10002.pause_third_party", "2026-11-30T00:00", "2026-12-01T00:00"),),
        why="Monday 30 is left out, so the twentieth is the Monday after Friday 25",
    ),
    Worked(
        pack="iso10002", kind=Kind.final_answer, by="iso10002.final_answer", moments={RECEIVED: "2026-11-27T12:00"}, due="2026-12-25",
        pauses=(("iso10002.pause_player", "2026-12-05T00:00", "2026-12-07T00:00"),),
        why="a weekend left out of working days changes nothing",
    ),
    Worked(
        pack="iso10002", kind=Kind.body_answer, by="iso10002.body_answer", moments={ASKED: "2026-11-29T12:00"}, due="2026-12-11",
        why="asked on a Sunday: Monday 30 is one, Friday 4 five, Friday 11 ten",
    ),
    Worked(
        pack="iso10002", kind=Kind.appeal, by="iso10002.appeal", moments={RESPONSE: "2028-01-31T12:00"}, due="2028-02-29",
        why="a month from 31 January in a leap year",
    ),
    Worked(
        pack="iso10002", kind=Kind.appeal_answer, by="iso10002.appeal_answer", moments={APPEAL: "2027-03-01T12:00"}, due="2027-03-15",
        why="2 to 5 are four, 8 to 12 nine, 15 ten",
    ),
)  # fmt: skip
