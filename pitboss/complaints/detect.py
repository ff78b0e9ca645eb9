"""Does a message read like a complaint? It only proposes; a person opens a case. Pure.

Where the law takes any expression of dissatisfaction for a complaint, as in Great Britain, a grumble is enough; elsewhere
somebody must complain, dispute, accuse or demand. How good it is: docs/subsystems/complaints.md"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from pitboss.assist.topics import Reading
from pitboss.assist.wording import worded
from pitboss.complaints.model import Category
from pitboss.tickets.model import package_topic

BROAD = frozenset({"gb", "ukgc", "uk"})  # jurisdictions where any dissatisfaction counts
LIKELY = 0.6  # of the topic `complaint`, without any words that say so


class Reason(StrEnum):
    formal = "formal"  # says that it is a complaint, or names a regulator, a court, a lawyer
    accuses = "accuses"  # of theft, deceit, a lie, something unlawful
    disputes = "disputes"  # a decision, or does not accept it
    demands = "demands"  # money back, compensation, somebody who answers for it
    classified = "classified"  # the classifier holds it for a complaint
    dissatisfied = "dissatisfied"  # only a grumble


class Found(NamedTuple):
    reason: Reason
    score: float
    category: Category | None


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(parts) + ")")


# Against repaired small letters, ` . ` between sentences and a blank at both ends (assist/wording.py).
_NONE = _any(
    r" (?:no|not a|without|zero) complain\w*",
    r" (?:not|isn't|don't (?:want|mean|wish) to|can't|cannot) complain\w*",
    r" (?:жалоб|претензи[ий]) (?:нет|не имею|никаких)",
    r" (?:никаких|нет|без) (?:жалоб|претензий)",
    r" не жалуюсь",
)
_FORMAL = _any(
    r" complain(?:t|ts|ing|ed)?(?= )",
    r" (?:gambling commission|ukgc|mga|ibas|ecogra|ombudsman|adr|regulator|trading standards|small claims)(?= )",
    r" (?:my|a) (?:lawyer|solicitor|attorney) ",
    r" (?:in|to|take (?:you|this|it) to) court ",
    r" legal (?:action|proceedings|steps) ",
    r" (?:how (?:to|do i|can i) )?(?:escalate|appeal) ",
    r" жалоб\w*",
    r" жалуюсь| жаловаться| пожалуюсь",
    r" претензи\w+",
    r" (?:в|через) суд(?= )| в суде ",
    r" (?:роспотребнадзор|прокуратур|регулятор|омбудсмен)\w*",
    r" (?:мой|наш) (?:юрист|адвокат) ",
    r" обжалова\w*| апелляци\w+",
)
_ACCUSES = _any(
    r" (?:you|casino|site|your \w+) (?:have |has |had |are |just |all )*(?:stole|stolen|stealing|scam\w*|cheat\w*|lied|lying|rob\w*|rigged)",
    r" (?:this|that|it)(?: is|'s| was)? (?:a |pure |plain |just |daylight |an absolute )*(?:theft|robbery|scam|fraud|rip off|illegal|unlawful|stealing)",
    r" is (?:theft|robbery|fraud|illegal|unlawful|a scam) ",
    r" (?:scammers|thieves|crooks|fraudsters|cheats)(?= )",
    r" (?:lied|lying) to (?:me|us) ",
    r" (?:stole|stealing|robbed) (?:my|me|from) ",
    r" money you stole ",
    r" misleading (?= )?",
    r" false advert\w*",
    r" мошенни\w+| вор[ыа]?(?= )| ворь[ея]\w*| воровств\w+| грабеж\w*| грабит\w*| развод(?=[ .])| разводил\w*| кидал\w*| лохотрон\w*",
    r" обманул\w*| обманыва\w+| обман(?= )| наврал\w*| солгал\w*| врете | врут ",
    r" украл\w*| присвоил\w*",
    r" незаконн\w*| противозаконн\w*",
    r" ввод\w+ в заблуждени\w+| вводит\w* в заблуждени\w+",
)
_DISPUTES = _any(
    r" (?:i|we) (?:\w+ ){0,2}(?:disagree|dispute|contest|reject|challenge|object) ",
    r" (?:do not|don't|can't|cannot|won't|will not|not going to|refuse to) (?:accept|agree)",
    r" not (?:happy|satisfied) with (?:\w+ ){0,3}(?:decision|outcome|answer|response|resolution|settlement)",
    r" (?:decision|outcome|answer|rules?|terms) (?:\w+ ){0,2}(?:is|are|was) (?:\w+ )?(?:wrong|unfair|unjust)",
    r" (?:unfair|unjust)(?:ly)? (?:and|terms|treat\w*|decision|settle\w*|void\w*|taken)",
    r" this is (?:so |very |really |just |not )*(?:unfair|not fair|unjust)",
    r" (?:without|no) (?:any )?(?:explanation|reason)",
    r" (?:no|not have the|have no) right to ",
    r" (?:refus\w+|don't want|do not want) to pay",
    r" refusing to pay ",
    r" let me deposit ",
    r" не соглас\w+",
    r" оспари\w+| оспор\w+",
    r" (?:не|меня не) устраива\w+ (?:\w+ )?(?:ответ|решени|исход)\w*",
    r" несправедлив\w*",
    r" без (?:\w+ )?(?:объяснени|причин|оснований)\w*",
    r" не имеете права| нет права ",
    r" не хотите (?:\w+ )?(?:платить|выплачивать|отдавать)| отказываетесь (?:платить|выплачивать)",
    r" а вы (?:дали|позволили|разрешили) ",
)
_DEMANDS = _any(
    r" (?:i )?demand ",
    r" compensat\w+",
    r" (?:want|give|return|pay)(?: me)? (?:my )?(?:money|winnings|deposit|stake)(?: back)? ",
    r" (?:somebody|someone|who) (?:\w+ ){0,2}(?:answer\w*|responsib\w+) for ",
    r" (?:nobody|no one) takes responsibility",
    r" (?:somebody|someone) else to look",
    r" (?:never|not) (?:came|paid|arrived|received) (?:\w+ ){0,3}(?:promised|responsib\w+)",
    r" (?:treat\w*|spoke|speaks|talk\w*) (?:to )?me ",
    r" (?:rude|insult\w*|abusive) ",
    r" требую| требуем ",
    r" компенсаци\w+",
    r" верните (?:\w+ )?(?:деньги|средства|депозит|ставку|выигрыш)",
    r" кто (?:\w+ )?ответит",
    r" никто не отвечает",
    r" пусть разберет\w*",
    r" хам(?:ство|ств|ит|ил|ка|ло)\w*| нахамил\w*| оскорб\w+| груб\w*",
)
_GRUMBLES = _any(
    r" (?:ridiculous|disgrac\w+|disgust\w+|appalling|awful|terrible|horrible|dreadful|shocking|pathetic|useless|joke|rubbish|worst|unacceptable|not acceptable|outrageous|shameful)(?= )",
    r" (?:disappoint\w+|frustrat\w+|annoy\w+|fed up|sick of|unhappy|angry|upset|furious|irritat\w+|dissatisf\w+)",
    r" not (?:happy|impressed|satisfied|good enough|pleased)",
    r" poor (?:show|service|support|experience|communication)",
    r" (?:never|won't be) (?:again|back|playing)",
    r" (?:waste of|wasted) ",
    r" took ages | takes ages | taking forever ",
    r" безобрази\w+| ужас\w*| отврат\w+| кошмар\w*| позор\w*| бесполезн\w*| худш\w+| неприемлемо| недопустим\w*| возмутител\w+| возмущ\w+",
    r" разочарован\w*| надоел\w*| достали | бесит | бесите | злит | раздражает| недовол\w+| сил нет ",
    r" никуда не годит\w+| ни в какие ворота",
    r" больше (?:не приду|не буду играть|к вам не)| впустую| издевате\w+",
)
_ORDER = (
    (Reason.formal, _FORMAL, 0.9),
    (Reason.accuses, _ACCUSES, 0.8),
    (Reason.disputes, _DISPUTES, 0.75),
    (Reason.demands, _DEMANDS, 0.7),
)
_GRATEFUL = _any(r" (?:thank you|thanks|great|love|lucky)(?= )", r" (?:спасибо|благодар\w+|отличн\w+)(?= )")

_CATEGORY: dict[str, Category] = {
    "registration": Category.ACCT,
    "verification": Category.KYC,
    "deposit_missing": Category.DEPO,
    "deposit_declined": Category.DEPO,
    "withdrawal_status": Category.WDRL,
    "withdrawal_terms": Category.WDRL,
    "bonus_missing": Category.BONS,
    "bonus_wagering": Category.BONS,
    "bonus_removed": Category.BONS,
    "bet_settlement": Category.SETL,
    "cash_out": Category.CASH,
    "game_fault": Category.TECH,
    "site_fault": Category.TECH,
    "account_restricted": Category.ACCT,
    "account_closure": Category.ACCT,
    "limits": Category.SGEX,
    "self_exclusion": Category.SGEX,
    "account_takeover": Category.FRUD,
    "fake_support": Category.FRUD,
    "data_request": Category.DATA,
}
_VOIDED = _any(
    r" (?:void\w*|cancel\w*|annul\w*) (?:\w+ ){0,3}(?:bet|bets|wager)", r" bet (?:\w+ ){0,3}(?:void\w*|cancel\w*)",
    r" (?:отмен\w+|аннулир\w+) (?:\w+ ){0,3}ставк\w*", r" ставк\w+ (?:\w+ ){0,3}(?:отмен\w+|аннулир\w+)",
)  # fmt: skip


def is_broad(jurisdiction: str) -> bool:
    return jurisdiction.casefold() in BROAD


def detect(text: str, reading: Reading, *, broad: bool) -> Found | None:
    """Why a player's message may be a complaint; None: it does not read like one. `broad`: a grumble is enough. `reading`: of
    this text; its words are not compared a second time."""
    said = reading.said or worded(text).text
    if _NONE.search(said) is not None:
        return None
    found = [(reason, score) for reason, pattern, score in _ORDER if pattern.search(said) is not None]
    if found:
        reason, score = found[0]
        # What only demands or disputes in a friendly message is rarely meant so.
        if score < 0.8 and len(found) == 1 and _GRATEFUL.search(said) is not None:
            return None
        return Found(reason, min(0.99, score + 0.04 * (len(found) - 1)), category_of(said, reading))
    if broad and _GRUMBLES.search(said) is not None:
        return Found(Reason.dissatisfied, 0.6, category_of(said, reading))
    if reading.topic == "complaint" and reading.confidence >= LIKELY:
        return Found(Reason.classified, reading.confidence, category_of(said, reading))
    return None


def category_of(said: str, reading: Reading) -> Category | None:
    """What it may be about, by its topic, or by the likeliest topic that names one."""
    if _VOIDED.search(said) is not None:
        return Category.VOID
    topics = [reading.topic, *(one.topic for one in reading.candidates)]
    return next(
        (found for topic in topics if (found := _CATEGORY.get(package_topic(topic))) is not None), None
    )
