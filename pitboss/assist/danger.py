"""Signals that someone may come to harm, or already has. Better a false alarm than a missed one.

Two readers joined by OR: patterns over the repaired words, and the classifier at a low threshold.
Idioms of sport and gaming are cut out before the patterns look.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from pitboss.assist.model import Model
from pitboss.assist.wording import Wording, worded


class Danger(StrEnum):
    """Most urgent first."""

    self_harm = "self_harm"
    violence = "violence"
    underage = "underage"
    death = "death"
    self_exclusion = "self_exclusion"
    account_takeover = "account_takeover"


TOPIC_OF: dict[Danger, str] = {
    Danger.self_harm: "crisis",
    Danger.violence: "crisis",
    Danger.underage: "underage",
    Danger.death: "deceased",
    Danger.self_exclusion: "self_exclusion",
    Danger.account_takeover: "account_takeover",
}

# From which probability of the topic the classifier alone raises the signal; chosen for recall on the
# held-out phrases (docs/subsystems/topics.md has the false alarms each costs).
SUSPECTED_FROM: dict[str, float] = {
    "crisis": 0.30,
    "underage": 0.35,
    "deceased": 0.40,
    "self_exclusion": 0.45,
    "account_takeover": 0.45,
}

_IDIOMS = r"""
(?:умер\w*|умира\w*|подохн\w*|сдохн\w*) (?:со|от) сме\w+
(?:матч\w*|групп\w*|турнир\w*) смерти
уби(?:л|ла|ть|ли|ва\w+) (?:бы )?(?:за такой|интриг\w*|врем\w+|игру|матч\w*|надежд\w*|экспресс\w*|купон\w*|настроени\w+)
уби(?:л|ла|ли)\b(?! себя| человека| его| ее| моего| мою| меня из)
(?:экспресс\w*|ставк\w*|купон\w*|слот\w*|сайт\w*|приложени\w*|интернет\w*|телефон\w*|ноут\w*|чат\w*|линия|поддержк\w*|акци\w*|проект\w*|букмекер\w*|контор\w*) (?:у меня |у вас |совсем |уже |просто |опять )*(?:умер\w*|сдох\w*|мертв\w*|погиб\w*|убит\w*|покойн\w*)
(?:сборн\w+|команд\w*|турнир\w*|лиг\w+|чемпионат\w*|юнош\w*|молодеж\w*|матч\w*)(?: \S+){0,3} (?:u|до|ю) \d\d(?: лет)?
u 1\d
взял\w* тайм ?аут
sudden death
dead (?:heat|ball|rubber|cert|man's hand|or alive|easy|slow|good|simple|on target|link)\w*
death ?(?:match|valley|row|zone|overs?|bowling|star)\w*
(?:book|day|hand|group|angel|kiss|rise|dance|lord)s? of (?:the )?(?:dead|death)
(?:killed|killing|kills|murdered|murdering|slaughtered) (?:my|the|our|this|that|his|your|me|it|them)? ?(?:acca|bet|parlay|slip|odds|bankroll|treble|multi|vibe|game|match|time|balance|phone|battery|fun|over|under|line|value|mood|lol|ha|haha|today|tonight|in the|with)\w*
(?:odds|prices|lag|wait|suspense|app|site|line|goalie|keeper|referee|ref|var|commission|margin) (?:\S+ )?(?:is|are|was|were) (?:really |absolutely )?(?:killing|murdering|murder|dead|dying)(?: me)?(?: to watch)?
(?:slot|game|app|site|website|phone|battery|acca|parlay|bet|stream|server|connection|wifi|chat|feed|laptop|link|page|market)(?: just| has| is| was| had)* (?:died|dead|dying|killed)
(?:dying|died|dead) (?:of |from |with )?(?:laugh\w*|lol|lmao)
die ?hard\w*
dying to (?:see|know|play|try|watch|get|bet)
kill(?:er)? (?:odds|app|the time|time|two birds|feature|switch|it|combo|bill)
to die for
under (?:1[0-7]|\d) (?:\. \d )?(?:goals?|points?|corners?|cards?|games?|runs?|shots?|\$|pounds?|euros?|minutes?)
\d* ?under 1[0-9]s? (?:team|squad|league|final|match|cup|tournament|game)\w*
(?:shoot|shot|shoots|shooting) (?:on|at) (?:goal|target)
bomb(?:ed)? (?:out|down|of a)
"""

# `{age}` is an age below eighteen in figures or words.
_AGE = (
    r"(?:[5-9]|1[0-7]|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|(?:восем|девят|десят|одиннадцат|двенадцат|тринадцат|четырнадцат|пятнадцат|шестнадцат|семнадцат)(?:ь|и|ью)?)"
)
_RU_KIN = (
    r"(?:муж|мужа|мужу|мужем|супруг\w*|жен\w{1,2}|сын\w{0,3}|доч\w+|от[ец]ц?\w{0,2}|мат[ьи]|матер\w+|мам\w{1,2}|пап\w{1,2}"
    r"|брат\w{0,3}|сестр\w+|дед\w{0,3}|дедушк\w+|бабушк\w+|дяд\w+|тет\w+|свекров\w*|тещ\w+|тест\w{1,2}|племянни\w+|внук\w*"
    r"|внучк\w+|родственни\w+|друг\w{0,2}|подруг\w+|парень|парня|невест\w+|жених\w*|игрок\w{0,2}|клиент\w{0,2}|владел\w+"
    r"|хозя\w+|человек\w{0,2}|родител\w+|мужчин\w+|женщин\w+|знаком\w+|сосед\w*)"
)
_EN_KIN = (
    r"(?:husband|wife|son|daughter|father|dad|daddy|mother|mum|mom|brother|sister|uncle|aunt|grandad|grandpa|granddad"
    r"|grandfather|grandmother|grandma|nan|gran|partner|fiance|fiancee|boyfriend|girlfriend|friend|mate|nephew|niece|cousin"
    r"|holder|owner|customer|player|client|relative|husband's|parent|stepdad|stepson|boy|girl|child|spouse|user)"
)
_RU_CHILD = (
    r"(?:сын\w{0,3}|сынок|сынишк\w+|доч\w+|ребен\w+|брат\w{0,3}|братишк\w+|сестр\w+|сестренк\w+|племянни\w+|внук\w*|внучк\w+"
    r"|пацан\w*|мальчик\w*|мальчишк\w+|девочк\w+|парень|парню|подрост\w+|одноклассни\w+|ученик\w*|школьни\w+|дети|детям)"
)
_EN_CHILD = (
    r"(?:son|daughter|child|kid|kids|children|brother|sister|nephew|niece|grandson|granddaughter|boy|girl|teen|teenager"
    r"|stepson|stepdaughter|cousin|schoolboy|pupil|student|twins|lad|bro|sis)"
)
_UNIT = (
    r"(?! (?:тыс|тыщ|руб|к |час|дн|день|дней|процент|мин|ставк|фри|спин|раз|числ|евро|доллар|сут|недел|мес|очк|гол|матч"
    r"|%|k |hour|day|week|month|minute|pound|euro|dollar|bet|spin|free|time|percent|buck|quid|usd|eur|gbp|goal|point"
    r"|grand|deposit|attempt|withdraw|account|game|code|document|out of|of the|ставок|январ|феврал|март|апрел|ма[яй]|июн|июл|август"
    r"|сентябр|октябр|ноябр|декабр|jan|feb|mar|apr|may|june|july|aug|sep|oct|nov|dec))"
)

_PATTERNS: dict[Danger, str] = {
    Danger.self_harm: r"""
        поконч\w+ (?:с собой|с жизнью|с этим|жизнь|со всем)
        (?:с собой|жизнь самоубийством|с жизнью) поконч\w+
        самоуб\w+
        су[ие]цид\w*
        (?:само)?выпил(?:юсь|иться|юся|ится)
        самовыпил\w*
        роскомнадзорн\w+
        (?:не|ни) (?:хочу|хочется|хотел\w* бы|могу|буду|вижу смысла?|вижу зачем|охота|желаю)(?: \S+){0,3} жить
        жить(?: \S+){0,3} (?:не хочу|не хочется|незачем|не могу|надоело|не охота|неохота|не буду|нет смысла|нет сил|ради чего|не для чего)
        (?:зачем|незачем|надоело|устал\w*|не для чего|сил нет|нет сил|не за чем|нет смысла|смысла нет|смысл)(?: \S+){0,3} (?:жить|в жизни)
        (?:не вижу|больше нет|нету|нет)(?: больше| никакого| уже)* смысла (?:\.|жить|больше|дальше|прощай\w*|существ\w+)
        смысл жизни (?:потер\w+|пропал|исчез)
        (?:потерял\w*|нет) смысл\w? жизни
        (?:повеш|вздерн|удав)(?:усь|юсь|иться|аться|усся)
        повес(?:иться|ится|ился бы|илась бы)
        (?:в|лучше|только) петл\w+
        петл\w+ (?:на шею|лучше|готов\w+|и все)
        (?:сижу с|купил\w*|взял\w*|готов\w*|намылил\w*) (?:уже )?вере?вк\w+
        (?:все|сейчас|ща|щас|пойду|хочу|просто|возьму и|готов\w*|сегодня|дай)(?: \S+){0,2} (?:с|вы|)прыгн\w+(?! (?:коэф|кэф|ставк|цен))
        (?:с|вы)?прыгн(?:у|уть)(?: \S+){0,1} (?:с|из|под|вниз|в окно)
        спрыгн(?:у|уть)\b
        сигану\w*
        вы(?:йду|йти|хожу|брошусь|броситься) (?:в|из|с) (?:окн\w+|балкон\w*)
        шагн(?:у|уть) (?:под|с|в|из|вниз)
        (?:лягу|лечь|брошусь|броситься|кинусь|кинуться|прыгну|прыгнуть) под (?:поезд|машин\w+|метро|электричк\w+|колес\w+|трамва\w+|фур\w+)
        сто(?:ю|ять) на (?:крыше|мосту|подоконник\w+|балкон\w+|краю)
        на подоконник\w+
        застрел(?:юсь|иться|ится)
        (?:от|по)рав(?:люсь|иться)
        травануть?ся
        (?:наглот\w+|выпью|выпил\w*|наемся|глотну|съем)(?: \S+){0,3} (?:таблет\w+|снотворн\w+|уксус\w*)
        таблет\w+(?: \S+){0,2} (?:купил\w*|приготов\w+|выпил\w*|передо мной|готов\w+|наглот\w+|в рук\w+|достал\w*)
        вскро(?:юсь|ться|емся)
        (?:вскр\w+|порежу|перережу|режу|резать|вспорю|порезал\w*|перерезал\w*)(?: \S+){0,2} вен\w*
        вены (?:себе )?(?:вскр\w+|порежу|перережу|режу|резать)
        (?:лезви\w+|нож\w*) (?:в руке|у вен|к вен\w+)
        тянется к лезви\w+
        (?:убью|убить|убиваю|убить бы|порешу|прикончу|режу) (?:сам\w+ )?себя
        себя (?:убью|убить|порешу|прикончу)
        (?:руки на себя|на себя руки)
        (?:хочу|хочется|хотел\w* бы|лучше бы?|остал\w+|остает\w+|пора|готов\w*|проще|легче|мечтаю|решил\w*|только)(?: \S+){0,2} (?:умер\w*|сдох\w*|подохн\w+|помереть|помру|умру)(?! со| от смех)
        (?:я|сегодня|скоро|завтра) (?:\S+ )?(?:умру|сдохну|помру)(?! со| от смех)
        лучше (?:\S+ )?смерть
        (?:не|и не|больше не) прос(?:нуться|ыпаться|нусь)
        меня (?:\S+ ){0,3}не (?:станет|будет)(?! \S* ?(?:дома|в сети|на связи|онлайн|в город\w+|на месте))
        не доживу
        (?:всем )?прощайте?(?: навсегда| мир| все)? (?:\.|мир|навсегда|больше меня|$)
        (?:\.|смысла|все) прощайте?\b
        предсмертн\w+
        (?:уйти|ухожу|уйду|уходить) из (?:этой )?жизни
        проще уйти из
        (?:моя )?жизнь (?:моя )?(?:конч\w+|окончен\w*|закончен\w*|законч\w+)
        конец мне
        мне конец (?:долг\w*|\.|лучше|выхода|всем)
        (?:все|всё) (?:кончено|скоро закончится)
        исчезнуть навсегда
        (?:без меня (?:всем |им |будет )*(?:легче|лучше)|(?:легче|лучше) (?:будет )?без меня)
        (?:сделаю|сотворю|сделать)(?: \S+){0,2} с собой
        (?:выхода|выход)(?: \S+){0,2} (?:только )?(?:петл\w+|смерть|в окно)
        (?:решил\w*|пора) уйти(?: (?:навсегда|от вас всех|совсем|насовсем))? (?:\.|навсегда|насовсем)
        не вывожу больше (?:жить|эту жизнь|хочу)
        (?:вреж\w+|поврежу|режу|наврежу) себе
        (?:kill|killing|hang|hanging|shoot|shooting|drown|hurt|hurting|harm|harming|cut|cutting|off|offing|stab|starve|gas) (?:\S+ )?my ?self
        my ?self (?:kill|killing|harm)
        suicid\w*
        self ?harm\w*
        selfharm\w*
        (?:kms|unalive\w*|kys)
        (?:want|wanna|going|gonna|ready|rather|prefer|wish to|hope to|like to|have to|about to|need to|better to|just)(?: \S+){0,2} (?:die|be dead)(?! for| hard| to)
        (?:i|i'm|im|i'd) (?:\S+ ){0,3}(?:better off|rather be) dead
        better off dead
        (?:wish|wished) (?:that )?(?:i|i'd|i was|i were)(?: \S+){0,3} (?:dead|die|died|never (?:woke|wake|born)|gone)
        (?:i|i'm|im|i'll|ill|gonna|will|to|of|about|like|want|wanna|going|consider\w*|plan\w*|thinking)(?: \S+){0,2} end(?:ing)? (?:it all|it tonight|it today|it now|it for good|everything|my life|my own life|things|this life|it soon)
        ending it all
        end it (?:all|tonight|for good)
        (?:no|any|nothing|no more|isn't any|not much) (?:point|reason|meaning|will|left|sense)(?: left| in| to| of| i| me| worth)*(?: \S+){0,1} (?:live|living|life|to go on|going on|carrying on|live for|left)
        (?:there's|there is|theres)? ?no meaning left
        nothing (?:left )?to live for
        (?:don't|dont|do not|didn't|cannot|can't|cant|no longer|never|not|cnt)(?: \S+){0,2} (?:to |wanna )?(?:live|be alive|exist|be here|wake up|go on living|carry on living|face tomorrow|go on)(?: \S+)? (?:any ?more|anymore|\.|like this|tomorrow|with this|longer|living|here)
        can't go on
        cant go on
        (?:can't|cant|cannot) (?:do this|take this|cope|face)(?: it| this| life| tomorrow)?(?: any ?more)? (?:i just want|i want it to|and i|\. i just|thoughts|life|living|goodbye)
        don't want to (?:live|wake up|be here|exist)
        dont (?:want to|wanna) (?:live|wake up|be here|exist)
        (?:jump|jumping|throw myself|throwing myself|step|stepping|leap|walk|walking|lie|lying|run)(?: \S+){0,1} (?:off|in front of|under|from|out of|into)(?: \S+){0,2} (?:bridge|train|tube|window|roof|balcony|building|cliff|traffic|car|bus|truck|lorry|tracks?|rails)
        (?:standing|stood|sitting|im|i'm|i am)(?: \S+){0,1} on (?:the |a )?(?:bridge|ledge|roof|rooftop|window ?sill|edge)
        (?:rope|noose|razor|blade|pills|tablets|knife to my)(?: \S+){0,3} (?:ready|in front|in my hand|in hand|already|here|bought|waiting|better|wrist\w*)
        (?:got|bought|have|took|take|taken|swallow\w*|counting|holding|a|the)(?: \S+){0,3} (?:noose|pills|razor blade|rope ready|overdose)
        overdos\w+
        (?:cut|cutting|slit|slash|slitting)(?: \S+){0,2} (?:wrists?|veins)
        (?:take|taking|took|taken) (?:my own|my) (?:own )?life
        (?:my )?life(?:'s| is| has) (?:\S+ )?(?:over|finished|ended|not worth\w*|worthless|pointless|meaningless)
        (?:everyone|everybody|family|world|kids|they|children|wife|all)(?: \S+){0,3} (?:better|happier|better off|easier) (?:off )?(?:without me|if i (?:was|were) (?:gone|dead))
        nobody (?:would|will) miss me
        (?:by the time you|when you) read this
        (?:goodbye|farewell|bye)(?: \S+){0,1} (?:world|forever|everyone|cruel)
        (?:last|final) message (?:from me|ever|i)
        suicide note
        (?:written|wrote|left) (?:my|a) note
        (?:do|doing) something (?:stupid|silly) to my ?self
        (?:going to|gonna|might|may|will) do something (?:stupid|silly|terrible)(?: tonight)? (?:\.|tonight|to)
        (?:disappear|sleep|sleeping|gone) forever
        (?:never|not)(?: \S+){0,2} wake up
        only (?:one )?way out
        (?:no|see a|see any) way out (?:\.|debts?|for me|hopeless|but)
        no will to live
        done with life
        tired of (?:living|life|being alive)
    """,
    Danger.violence: r"""
        (?:убью|убьем|убить|прибью|прикончу|зарежу|застрелю|пристрелю|порешу|урою|уроем|закопаю|замочу|придушу|задушу|грохну|завалю|порву|покалечу|изобью|отомщу|найду|найдем|перестреляю|перебью|расстреляю)(?: \S+){0,3} (?:вас|вам|тебя|тебе|его|ее|их|всех|оператор\w*|менеджер\w*|директор\w*|сотрудник\w*|твар\w+|гад\w*|сук\w*|ублюдк\w+|админ\w*|урод\w*|козл\w*|поддержк\w*)
        (?:вас|тебя|всех|вам|тебе|его|оператора|ваших?|каждого)(?: \S+){0,3} (?:убью|убить|убьем|прибью|прикончу|зарежу|застрелю|пристрелю|порешу|урою|уроем|закопаю|замочу|придушу|задушу|грохну|порву|покалечу|изобью|перестреляю|перебью|расстреляю|взорву|сожгу|повешу)
        (?:зарежу|застрелю|пристрелю|перестреля\w+|расстреля\w+|убью|урою|прирежу|перережу глотк\w+)(?! себя| за так)
        (?:взорву|подорву|сожгу|спалю|подожгу|разнесу|взорвать|поджечь|сжечь|взлетит|сгорит|разгромлю)(?: \S+){0,3} (?:офис\w*|контор\w*|казино|вас|здание|дом|все|к черт\w+|вместе|нахрен)
        (?:офис\w*|контор\w*|здание|казино)(?: \S+){0,3} (?:сгорит|взорву|взлетит|сожгу|подожгу|спалю|взорвется|разнесу|запылает)
        (?:взорву|подожгу|сожгу) 
        (?:голов\w+|башк\w+|рук\w+|ног\w+|морд\w+|рож\w+|лиц\w+|глотк\w+|кишк\w+)(?: \S+){0,2} (?:прострел\w+|оторв\w+|пролом\w+|снесу|разобью|набью|переломаю|сломаю|отрежу|перережу|выпущу|раскрою)
        (?:прострел|оторв|пролом|снесу|разобью|набью|переломаю|сломаю|отрежу|перережу|раскрою)\w*(?: \S+){0,2} (?:голов\w+|башк\w+|рук\w+|ног\w+|морд\w+|рож\w+|лиц\w+|глотк\w+|кост\w+|ребра)
        (?:вам|тебе|ему|ей|всем)(?: \S+){0,1} не жить
        не жить (?:вам|тебе|ему|ей|всем)
        вы (?:все )?(?:покойники|трупы|умрете|сдохнете|мертвецы|пожалеете что родились)
        (?:знаю|узнал\w*|узнаю|вычислю|нашел|найду) (?:\S+ )?(?:где|адрес|по ip)(?: \S+){0,3} (?:живет\w*|живешь|сидите|сидишь|офис\w*|работает\w*|дом)
        мало не покажется
        (?:подкараул|подстерег|выслеж|подловл)\w+
        (?:приеду|приду|приедем|еду)(?: \S+){0,4} (?:с (?:битой|ножом|ружьем|пистолетом|ствол\w+|автомат\w+|топором|пацанами)|перестреля\w+|убью|порву|разнес\w+|к вам)
        (?:куплю|возьму|достану)(?: \S+){0,2} (?:ружь\w+|пистолет|ствол|нож|автомат|обрез)
        (?:зало\w+|принес\w+|подлож\w+) бомб\w+
        бомб\w+ (?:в офис\w*|залож\w+|у вас)
        (?:кров\w+) (?:заплат\w+|ответ\w+|умое\w+|захлебн\w+)
        kill (?:\S+ )?(?:you|u|ya|him|her|them|all|every\w*|your|whoever|someone|somebody|people|agent|staff|the agent|those)
        (?:i'll|ill|i will|gonna|going to|want to|wanna|swear)(?: \S+){0,2} (?:murder|shoot|stab|bomb|behead|strangle|torch|slaughter|beat|smash|burn|kill|hurt|slit|blow up|end|bury|destroy your house|find you|hunt|blow|break)(?: \S+){0,1} (?:you|u|your|him|her|them|every\w*|whoever|someone|down|office|agent|staff|building|people|face|legs|all)
        (?:shoot|stab|bomb|behead|strangle|murder)(?:ing)? (?:\S+ )?(?:you|your|every one|everyone|all of you|the staff|the office|agent)
        (?:bomb|burn|torch|blow)(?:ing)?(?: \S+){0,3} (?:office|building|hq|house|headquarters|premises|place down|casino down)
        (?:office|building|hq)(?: \S+){0,2} (?:burn|blow|explode|in flames|go up)
        (?:bring\w*|buy\w*|got|have|with|get|getting|grab) (?:a|my|the) (?:gun|knife|rifle|bat|shotgun|machete|weapon)
        (?:slit|cut) your throat
        (?:i )?know where (?:you|u|your|he|she)(?: \S+){0,4} (?:live|lives|office|work|works|is|are|family)
        you(?:'re| are|r)?(?: all| guys)* (?:dead|finished) (?:when|if|meat|people|man|once)
        (?:all|you're|you are|ur) dead (?:when|if|meat)
        (?:pay|paid) (?:\S+ )?(?:with|in) (?:your )?(?:blood|lives?)
        watch your back
        (?:smash|break|punch|kick)(?: \S+){0,1} (?:face|head|skull|legs|teeth|kneecaps|door)(?: in)?
        come (?:to|round|over|for)(?: \S+){0,4} (?:beat|kill|hurt|burn|gun|knife|smash)
        (?:hurt|harm|attack) (?:you|your|the) (?:people|staff|family|kids|agents?|all)
        you (?:\S+ ){0,2}(?:will|gonna|going to|deserve to|should|shall) die
        there will be blood
    """,
    Danger.underage: rf"""
        (?:мне|ему|ей)(?: всего| только| еще| сейчас| щас| лишь| уже| же| не 18 а| тока| всего лишь)* {_AGE}(?: лет| годик\w*| годков| годов|(?= (?:и|а|но|можно|хочу|через|как|что|вериф\w+|вериф|пройду|вывод|вывести|играть|регистр\w+|школ\w+|выигр\w+|скоро|получ\w+|верн\w+|он|она|родител\w+|будет|когда|\.))|(?= $))
        {_RU_CHILD}(?: \S+){{0,1}} {_AGE}{_UNIT}(?= |$)
        {_RU_CHILD}(?: \S+){{0,9}} {_AGE} (?:лет|год\w*)
        {_RU_CHILD}(?: \S+){{0,9}} (?:ему|ей)(?: \S+)? {_AGE}{_UNIT}(?= |$)
        {_AGE} (?:летн\w+|лет\w{{2,}})
        {_AGE}(?:ти)?летн\w+
        {_AGE} лет (?:мне|ему|ей|сын\w*|доч\w+|от роду)
        (?:сын|доч|внук|внучк|брат|сестр|племянни)\w* (?:\S+ ){{0,2}}(?:двенадцать|тринадцать|четырнадцать|пятнадцать|шестнадцать|семнадцать)
        нет(?: еще| мне| ему| ей| пока| и)* (?:18|восемнадцат\w+)
        (?:18|восемнадцат\w+)(?: лет| мне| еще| ему| ей| пока)* (?:нет|не исполн\w+|нету)
        (?:18|восемнадцать) (?:\S+ ){{0,3}}(?:через (?:\S+ ){{0,2}}(?:месяц\w*|год|недел\w+|дн\w+)|только|скоро)
        через (?:\S+ ){{0,2}}(?:месяц\w*|год\w*|недел\w+|дн\w+)(?: \S+)? (?:будет |исполн\w+ |мне )*(?:18|восемнадцать)
        (?:мне |ему |ей )?(?:скоро|еще не|почти|исполнится|будет) (?:18|восемнадцать)(?: лет|(?= \.)|(?= $)| можно| верн\w+| исполн\w+)
        (?:младше|меньше|моложе|не достиг\w*|до)(?: \S+)? (?:18|восемнадцати) (?:лет|мне|ему|ей|\.|польз\w+)
        не ?совершенно ?летн\w+
        малолет\w+
        (?:я|еще|сам\w*|как|мои|мой|наш\w*|ваш\w*|этот|почему|принимаете|играют|обычный) школьни\w+
        школьни\w+ (?:\S+ ){{0,2}}(?:ставят|игра\w+|депа\w+|верн\w+|проиграл\w*|у вас)
        (?:учусь|учится|ходит|хожу|учащ\w+)(?: \S+){{0,2}} (?:школ\w+|класс\w*)
        (?:в|из|во) (?:[1-9]|1[01]|перв\w+|втор\w+|трет\w+|четверт\w+|пят\w+|шест\w+|седьм\w+|восьм\w+|девят\w+|десят\w+|одиннадцат\w+) класс\w*
        (?:[5-9]|1[01]) класс\b
        ребен(?:ок|ка|ком)(?: \S+){{0,6}} (?:игра\w+|депоз\w+|сдела\w+|ставк\w+|потрат\w+|наж\w+|проиг\w+|залез\w*|вн[ео]с\w*|зарег\w+|оплат\w+|карт\w+|аккаунт\w*|ставит|случайно|казино)
        (?:игра\w+|ставил\w*|зарег\w+|депозит\w*|совершен\w+|аккаунт\w*|положил\w*|пополн\w+)(?: \S+){{0,3}} ребен(?:ок|ка|ком)
        дети(?: \S+){{0,4}} (?:игра\w+|став\w+|ставк\w+|зашли|депа\w+)
        (?:ставки|деньги|депозиты) (?:от|у) (?:детей|ребенка|подростк\w+)
        подрост(?:ок|ка|ку|ки|ком|ков)
        (?:играю|играл\w*|ставлю) с {_AGE} лет
        возраст\w* (?:мой |его |ее )?{_AGE}(?! и| до| лет и старше)
        род\w+(?: в)? 20(?:09|1\d|2\d)(?: год\w*)?
        20(?:09|1\d) год\w? рожд\w+
        с (?:16|17)(?: лет)?(?: \S+)? (?:можно|нельзя|пуск\w+|играть|берут|вериф\w+)
        (?:можно|играть|ставить)(?: \S+){{0,2}} с (?:14|15|16|17)(?: лет)?
        по свидетельству о рождении
        (?:указал\w*|написал\w*|соврал\w*)(?: \S+){{0,5}} на самом деле {_AGE}
        (?:i'm|im|i am|am|me|he's|hes|he is|she's|shes|she is|who's|who is|whos|aged?|ages|they are|i was|he was|she was|is|was|was only|being|turned)(?: only| just| actually| still| now| not even| about)* {_AGE}{_UNIT}(?: years?(?: old)?| yo| y o| yr| yrs|(?= (?:and|but|so|can|not|plz|pls|please|in|when|who|with|i|now|what|will|he|she|dont|don't|has|want|or|years?|with|alright|ok|at|it|by|do|on|used|the|lol|from|my|your|using|opened|without|or|until))|(?= \.)|(?= $))
        {_AGE} (?:years? olds?|yo|y o|yrs? old|year olds?)
        {_EN_CHILD}(?: \S+){{0,6}} (?:is|he's|she's|hes|shes|aged?|who's|whos|only|just|of|age|'s) (?:only |just |now )?{_AGE}{_UNIT}(?= |$)
        {_EN_CHILD}(?:'s)? {_AGE}{_UNIT}(?= (?:was|and|used|has|\.|who|got|is|opened|pressed|made|i|from))
        {_EN_CHILD} {_AGE} $
        (?:sixteen|seventeen|fifteen|fourteen|thirteen|twelve|eleven) (?:year|and|will|years)
        (?:im|i'm|i am|am) (?:sixteen|seventeen|fifteen|fourteen|thirteen|twelve)
        only (?:fifteen|sixteen|seventeen|fourteen|thirteen|twelve|eleven)
        under ?age\w*
        below (?:the )?(?:legal|minimum|permitted) age
        (?:not|isn't|isnt|aint|wasn't|wasnt|never)(?: \S+){{0,2}} (?:18|eighteen|old enough|of age|of legal age)(?! (?:hour|day|min|euro|pound|free|spin))
        (?:under|below|younger than|less than) (?:18|eighteen|the age)(?! (?:hour|day|min|euro|pound|free|spin))
        (?:turn|turning|be|until i'm|till im|when i'm|almost|nearly|become) (?:18|eighteen)\b
        (?:a|is a|i'm a|im a|allowed a|let a|allow|my|to|letting|with) (?:minors?)\b(?! (?:issue|problem|change|error|bug|thing|point|fault|leag\w*|injur\w*|complaint|question|detail|correction|update|amount|mistake|delay|glitch|typo|fix))
        minors? (?:gambl\w+|bet\w*|play\w*|used|deposit\w*|stole|on your|has|account)
        (?:my|a|our|the|this|let|letting|allow\w*|by|kid|these) (?:\S+ )?(?:child|kid|children|kids)(?: \S+){{0,5}} (?:play\w*|bet\w*|gambl\w*|deposit\w*|used|spent|use|account|spun|press\w*|opened|lost|register\w*|got into|bought)
        (?:play\w*|bet|betting|gamble\w*|gambling|used|spent|opened|deposited|pressed|used by|made)(?: \S+){{0,3}} (?:by )?(?:my|a) (?:child|kid|children|kids)
        (?:it was|was|player is|let|allow\w*) (?:my|a) (?:child|kid)\b
        (?:kids?|children|school ?boys?|school ?kids?|pupils?|students? in year|teens?|teenagers?)(?: \S+){{0,6}} (?:use|play|playing|bets?|betting|gambl\w+|your site|on your)
        (?:my|a|our|the) (?:\S+ )?(?:teen|teenager|teenage \w+|schoolboy|schoolgirl)\b
        teenager\b
        (?:high|middle|secondary) school(?:er)?
        (?:in|year|still in) (?:\S+ )?(?:[5-9]th|1[01]th|[5-9] th|1[01] th|eighth|ninth|tenth|seventh|sixth) grade
        in year (?:[7-9]|1[0-3])\b
        still (?:at|in) school
        born in 20(?:09|1\d|2\d)
        (?:lied about|fake|faked|wrong|false) (?:(?:my|his|her) )?age\b
        (?:used|using|with|on) (?:my|his|her) (?:dad|mum|mom|father|mother|parent|granny|gran)\w*(?:'s)? (?:\S+ )?(?:id|identity|licence|passport|name|details|account)(?: \S+){{0,5}} (?:old enough|underage|18|not old|too young)
        too young (?:to|when|for)
        parents? (?:permission|consent)
    """,
    Danger.death: rf"""
        {_RU_KIN}(?: \S+){{0,4}} (?:умер|умерла|умерли|скончал\w+|погиб|погибла|погибли|мертв\w?|разбил\w+ на|разбился|преставил\w+|покончил\w* с собой|повесил\w+|застрелил\w+|выбросил\w+ из|наложил\w* на себя руки|не стало|уш(?:ел|ла) из жизни|больше нет|нет в живых|похоронили|ушел в мир)
        (?:умер|умерла|умерли|скончал\w+|погиб|погибла|похоронил\w*|не стало|похороны)(?: \S+){{0,2}} {_RU_KIN}
        (?:он|она) (?:\S+ )?(?:умер|умерла|скончал\w+|погиб|погибла)(?! со| от смех)
        (?:покойн|умерш|усопш|скончавш|погибш)\w+
        (?:свидетельств\w+|справк\w+) о смерти
        (?:после|перед|из ?за|в связи со|о|со|дата|факт\w*) смерт(?:и|ью|ь) (?:\S+ )?(?:{_RU_KIN}|\.|клиент\w*|владел\w*)
        (?:после|перед|в связи со|сообщаю о|о) смерт(?:и|ью)
        смерть {_RU_KIN}
        наследни\w+
        (?:по|в|права на|оформл\w+|о|вступ\w+ в) наследств\w+
        наследство\b
        (?:вдов)(?:а|ы|ец|ой|е)\b
        нет в живых
        (?:мамы|папы|отца|мужа|жены|брата|сына|дочери|матери|бабушки|дедушки|сестры) (?:\S+ ){{0,2}}(?:больше нет|не стало|уже нет)
        (?:ушел|ушла|ушли) из жизни
        похорон\w+
        {_EN_KIN}(?: \S+){{0,4}} (?:died|dead|deceased|dies|passed (?:away|on|last|in|this|yesterday|recently|over|suddenly|\.|$)|passed|has passed|killed himself|killed herself|was killed|took (?:his|her) own life|committed suicide|no longer (?:with us|alive)|been buried|is gone|departed|hanged himself)(?! (?:the|my|all|verification|kyc|your) )
        (?:he|she|they|he's|she's|who)(?: \S+){{0,2}} (?:died|dead|passed (?:away|on|last)|was killed|deceased|committed suicide|killed himself|killed herself)
        (?:he|she) (?:passed|died)
        passed away
        passing of (?:my|our|his|her|the|a|mr|mrs)
        (?:his|her|their) (?:death|passing|funeral)
        deceased
        death (?:certificate|of (?:my|a|an|the|our|your|mr|mrs)|in the family)
        (?:after|since|due to|following|date of|notify\w* (?:you )?of|report\w*|inform\w* (?:you )?of)(?: \S+){{0,3}} (?:death|passing)\b(?! overs| match)
        (?:my|his|her|the|our|your)(?: \S+)? late (?:husband|wife|son|daughter|father|dad|mother|mum|mom|brother|sister|uncle|aunt|partner|friend|mr|mrs|grand\w+|spouse|client)
        (?:the )?late (?:mr|mrs|ms|miss|husband|wife|father|mother|brother)\b
        dead (?:mother|father|husband|wife|son|daughter|brother|sister|mum|mom|dad|relative|player|customer|person|uncle)
        probate
        (?:executor|administrator|trustee) of
        (?:to|of|for|from) (?:the|his|her|my|an?) (?:\S+ )?estate\b(?! agent)
        estate (?:administrator|of)
        intestate
        next of kin
        bereave\w+
        funeral
        widow(?:er|ed)?
        (?:i'm|im|i am|the|legal|sole|as) (?:the |an? )?(?:heir|heiress|beneficiary)\b
        inherit\w*
        buried (?:him|her|my|dad|mum|on)
        been buried
        rest in peace
        (?:mum|mom|dad|mother|father|husband|wife)(?:'s| is| has) (?:gone|passed)\b(?! to| out| mad| over)
        lost my (?:husband|wife|dad|mum|mom|father|mother|son|daughter|brother|sister|partner|friend)(?! (?:'s )?(?:card|phone|money|account|password))
        took (?:his|her) (?:own )?life
        no longer (?:with us|alive)
    """,
    Danger.self_exclusion: r"""
        само ?(?:исключ|огранич|запрет|блокир)\w*
        луд[ои]м\w+
        лудик\w*
        игроман\w*
        (?:игров\w+|азартн\w+|сильн\w+|страшн\w+|моя|мою|моей|моя|болезненн\w+)(?: \S+){0,2} зависим\w+
        зависимост\w+ (?:от|\.|к|у|игр\w+|$)
        зависим(?:ый|ая|а|ым|ой)?(?: \S+)? (?:от|заблок\w+|игрок\w*|человек)
        (?:я|сын|муж|он|брат|жена|она|стал\w*|но) зависим(?:ый|ая|а)?\b
        игрозависим\w*
        ераи
        (?:заблокир\w+|заблоч\w+|блокни\w*|забань\w*|исключи\w*|заморозьте|останови\w*|выкиньте|внесите|блок\w*)(?: пожалуйста| плиз| плз| срочно| вы| же)* (?:меня|себя)(?! (?:из за|за|за что|и не|почему|\?|не за|без|вы))(?! \S* ?(?:в чате|незаконно))
        заблокируй\w* (?:\S+ ){0,4}(?:чтоб\w*|навсегда|насовсем|игра\w+|не могу|мне|сам\w*|безвозврат\w+|без возможности)
        (?:закройте|закрой|перекройте|запретите|ограничьте|отключите|заблокируйте|уберите)(?: \S+){0,1} мне(?: \S+){0,2} (?:доступ|вход|казино|игр\w+|пополн\w+|слот\w*|ставк\w+|депоз\w+|аккаунт навсегда|акк навсегда|ставить)
        (?:закройте|удалите|закрыть|удалить|заблокируйте|забаньте)(?: \S+){0,3} (?:навсегда|насовсем|без возможности|чтобы (?:я )?(?:больше )?(?:не|никогда))(?: \S+){0,8} (?:игра\w*|срыв\w*|завис\w*|проигр\w+|верн\w+|депа\w*|мог|смог|останов\w+|восстановл\w+)
        (?:не могу|не получается|не могу сам\w*|тяжело|трудно|не смог\w*|не в силах|помогите|хочу|как|пора|решил\w*|пытаюсь)(?: себя| больше| сам\w*| уже| никак| мне)* (?:остановит\w+|остановить себя|перестать|бросить|прекратить|завязать)(?: игра\w+| это| с игр\w+| с казино| уйти)?(?! (?:приложен|автоспин|игру|загруз|видео|рекламу|рассылк|спин))
        не (?:контролирую|могу контролировать|умею контролировать|владею)(?: себя| это| собой| игру)?
        (?:теряю|потерял\w*) контроль
        (?:бросить|перестать|прекратить|завязать) (?:с )?(?:игра\w+|казино|ставк\w+|слот\w+|азарт\w+)
        чтобы? (?:я|он|она)?(?: \S+){0,2} не (?:играл\w*|мог\w*|смог\w*|заходил\w*|депал\w*|играть|смел\w*)(?: больше)?(?: \S+)? (?:игра\w+|депать|зайти|ставить|пополн\w+|вернуться|входить|\.|больше|восстанов\w+)
        чтобы? (?:больше )?не (?:вернут\w+|играть|возвращаться|сорваться)
        (?:проиграл\w*|слил\w*|спустил\w*|просадил\w*|спускаю|проигрываю|солью|проигрывает|спускает)(?: \S+){0,12} (?:заблок\w+|блок|блокните|закройте|остановите|удалите навсегда|забаньте|запретите|не пускайте|закрыть доступ)
        (?:заблок\w+|блокните|закройте|остановите|забаньте|блок\w*)(?: \S+){0,8} (?:проиграл\w* (?:все|зарплат\w+|квартир\w+|последн\w+)|солью|спускаю|сольюсь|слетаю)
        все деньги (?:\S+ )?(?:спускаю|проигрываю|сливаю)
        (?:включите|поставьте|нужен|хочу|сделайте|возьму|оформить|взять|мой|акк\w*|на|дайте)(?: \S+){0,2} тайм ?аут
        тайм ?аут (?:на|мне|от|включ\w+|\d+)
        (?:период\w*|пауз\w*|режим\w*|тайм\w*)? ?охлажден\w+
        (?:пауз\w*|перерыв\w*)(?: \S+){0,4} (?:недел\w+|месяц\w*|дн\w+|дней|сутк\w+|год\w*|аккаунт\w*|игр\w+|полгода)(?! (?:сайт|тех))
        (?:сделайте|поставьте|возьму|взять|хочу|нужен|нужна|отдохнуть)(?: \S+){0,2} (?:пауз\w+|перерыв)
        заблокировать (?:себя|самого себя|самому)
        (?:себя|самого себя) (?:заблокировать|исключить|забанить)
        не (?:давайте|дайте|пускайте|разрешайте)(?: \S+)? (?:мне|меня|ему|ей)(?: \S+){0,2} (?:игра\w+|вносить|депать|пополн\w+|ставить|больше|сюда|\.)
        просил\w* (?:\S+ )?не пускать
        (?:сорвал\w*|срыв\w*|срываюсь)(?! (?:сделк|матч|сервер|ставк))
        (?:удалите|исключите|вычеркните) меня (?:везде|отовсюду|из всех|чтобы|навсегда)
        (?:муж|супруг|сын|брат|отец|жена|дочь|парень|мама|папа)\w{0,2}(?: \S+){0,3} (?:проигрывает|спускает|проиграл\w*)(?: \S+){0,8} (?:заблок\w+|закройте|запретите|огранич\w+|не пускай\w*|доступ)
        (?:ломает|разруш\w+|сломал\w*|губит|рушит|испортил\w*)(?: \S+){0,2} (?:мне )?(?:жизнь|семь\w+)
        больной игрок
        (?:помо\w+|телефон\w*|лини\w+)(?: \S+){0,2} игро ?зависим\w+
        self ?[- ]?exc?l\w*
        selfex\w+
        self ?exlu\w*
        exclu(?:de|sion|ded|ding)(?: \S+){0,3} (?:me|myself|self|period|end\w*|expire\w*|early|from all|lift\w*|sooner|please|i asked)
        (?:my|the|an?|lift|remove|end|during|cancel|after|gambling|extend) exclusion\b
        excluded (?:my|me|but|and|player|from gambl\w+)
        (?:please |to )?exclude (?:me|my|him|her)
        game ?stop
        gam(?:stop|ban|care|anon)\w*
        rofus|spelpaus|cruks|oasis
        (?:gambling|betting|compulsive|gaming|slots?|casino)(?: \S+){0,1} (?:addict\w*|problem\w*|addiction|disorder|gambler)
        (?:compulsive|problem|addicted|pathological) gambl\w+
        addict(?:ed|ion|s|ive)?\b
        hooked
        (?:can't|cant|cannot|can not|unable to|couldn't|hard to|couldnt|struggl\w+ to|want to|wanna|need to|help me|trying to|have to|must|how (?:do|can) i|how to|don't know how to|please help)(?: \S+){0,1} (?:stop|quit|control)(?: \S+){0,1} (?:gambl\w*|bet\w*|play\w*|myself|spin\w*|it|this|deposit\w*|\.|i|block|please|chasing|spending|me|help|and|$)
        (?:can't|cant|cannot) stop
        (?:stop|prevent|keep|save|bar|ban|block|lock|restrict|protect) (?:me|myself|him|her)(?: \S+){0,2} (?:from|play\w*|gambl\w*|bet\w*|out|forever|permanent\w*|please|for good|spin\w*|deposit\w*|can't|cant|cannot|i|now|before|he|she|\.|slots?)
        (?:block|ban|bar|stop|lock) (?:me|him|her)\b(?! (?:for no|without|because|when|out of my|after|from withdraw\w+|from bett\w+ more|from log\w+|from acc\w+|unfairly|why))
        (?:don't|dont|do not|never)(?: ever)? let (?:me|him|her)(?: \S+){0,2} (?:back|in|deposit\w*|gambl\w*|play\w*|bet\w*|again|open)
        let me back in
        keep me out
        (?:cool\w*|cooling)[ -]?off
        (?:cool|cooling) ?(?:down|off) period
        cooling off
        time ?-?out (?:for|24|my|period|please|on my|\d|of|from|request|pls)
        (?:take|want|need|request|get|set|have|on|like|a) (?:a |to take |to have )?time ?-?out
        (?:a|some|want|need|take|have|week|month|day)(?: \S+){0,2} break (?:from|for|on|of|\.|please|to)(?! (?:serve|point|even))
        (?:pause|freeze|suspend|lock|close|block|stop|shut|break on) (?:\S+ )?(?:my |this )?(?:account|acc|gambling|play)(?: \S+){0,2} (?:for )?(?:a|one|two|six|\d+|few|some|the next)(?: \S+)? (?:day|week|month|year)s?
        (?:close|shut|block|lock|ban|delete|restrict|freeze|stop)(?: \S+){0,4} (?:gambl\w+|addict\w*|can't stop|cant stop|i keep|ruin\w*|losing control|problem|for my own good|before i lose|relaps\w*|too much)
        (?:gambl\w+|betting|this|it|slots|casino)(?:'s| is| has)?(?: \S+)? (?:ruin\w+|destroy\w+|wreck\w+|tak\w+ over|killing) (?:\S+ )?(?:life|marriage|family|me|relationship|home)
        (?:losing|lost|no|out of) (?:self )?control\b(?! of (?:my|the) (?:account|email|phone))
        relaps\w+
        (?:lost|spent|lose|loses|losing|gambled|blew|burn\w*|blow\w*|spending|spend)(?: \S+){0,3} (?:wages?|rent|salary|savings|pay|paycheck|everything|house|all my money|all the money)(?: \S+){0,14} (?:stop|block|close|shut|ban|exclude|help|bar|lock)
        (?:burning|blowing|losing) all my money
        chasing (?:my )?loss\w*
        (?:gambling|play|betting|bet|gamble) too much
        stop gambling
        (?:quit|give up) (?:gambling|betting|slots)
        gambl\w+ help
        (?:husband|wife|son|partner|brother|father|dad|mum|mother|boyfriend|daughter)(?: \S+){0,3} (?:gambles|is addicted|gambling away|loses|addicted|can't stop)(?: \S+){0,10} (?:stop|block|bar|ban|exclude|him|her|help)
        get me off this site
        i need out\b
    """,
    Danger.account_takeover: r"""
        взлом(?:а|и|щ|е|\b|у)\w*(?! (?:игры|слота|казино))
        хак(?:ну|ер|а)\w*
        (?:угна|увел|украл|украден|свистну|спизд|отжал|угон)\w*(?: \S+){0,2} (?:акк\w*|аккаунт\w*|профил\w*|пароль|учет\w+|почт\w+)
        (?:акк|аккаунт|профиль|пароль)\w*(?: \S+){0,2} (?:украл\w*|украден\w*|угна\w*|увел\w*|слил\w*|слит\w*|утек\w*|скомпром\w+)
        (?:кто (?:то|нибудь)|кто-то|ктото|чуж\w+|посторонн\w+|неизвестн\w+|незнаком\w+|друг\w+ (?:человек|люди|лицо)|злоумышл\w+|мошенник\w*|какие то (?:люди|уроды|гады))(?: \S+){0,5} (?:зашел|зашли|заход\w*|вошел|вошли|вход\w*|в мо\w+ (?:акк\w*|кабинет\w*|профил\w*|счет\w*)|играет|играл\w*|сменил\w*|поменял\w*|вывел\w*|вывели|ставит|сидит|снял\w*|слил\w*|пользует\w*|потратил\w*|ломится|пытает\w+|пробует|сделал\w* вывод|зарег\w+|пополнил\w*)
        (?:зашел|зашли|заход\w*|вошел|вход\w*|играет|сменил\w*|вывел\w*|вывели|слил\w*|поменял\w*)(?: \S+){0,3} (?:кто (?:то|нибудь)|кто-то|чужой|посторонн\w+|неизвестн\w+|не с моего)
        (?:это |и )?не я (?:это )?(?:делал\w*|ставил\w*|заход\w*|входил\w*|вывод\w*|вывел\w*|менял\w*|был\w*|\.|$|его|их|эти|сделал\w*)
        (?:я )?не (?:делал|совершал|заказывал|запрашивал|выводил|ставил|менял|входил|заходил|пополнял|подтверждал)\w*(?: \S+){0,3} (?:ставок|ставки|вывод\w*|вход\w*|пароль|почту|перевод\w*|операци\w+|этого|это|\.|депозит\w*)(?! (?:до|перед|ни разу|еще|на бонус))
        (?:котор\w+) (?:я )?не (?:делал|заказывал|совершал|ставил|подтверждал|выводил|узна)\w*
        (?:без меня|без моего (?:ведома|участия)|не мной)(?: \S+){0,4} (?:вывел\w*|вывод\w*|ставк\w+|поменя\w+|смен\w+|зашел|зашли|снял\w*|сделан\w*|потрач\w+|\.|$)
        (?:поменя\w+|смен\w+|изменил\w*|вывел\w*|вывели|слили|снял\w*|потрат\w+)(?: \S+){0,4} (?:без меня|без моего|не я)
        (?:на|карт\w+ с) (?:чуж\w+|неизвестн\w+|незнаком\w+|непонятн\w+|чью то)(?: \S+)? (?:карт\w+|кошел\w+|счет\w*|реквизит\w+|цифр\w+|номер)
        (?:чуж\w+|незнаком\w+|неизвестн\w+) (?:карт\w+|кошел\w+|устройств\w+|айпи\w*|ip|номер\w*|почт\w+|данные|вход\w*|телефон\w*)(?! (?:можно|нельзя|использ\w+|пополн\w+|по ошибке|указал\w*))
        (?:карт\w+|кошел\w+|счет\w*|номер\w*) (?:\S+ )?(?:котор\w+ )?(?:мне )?не (?:принадлеж\w+|мо[йяие])
        (?:вход\w*|зашел|зашли|авториз\w+|сесси\w+|заход\w*)(?: \S+){0,3} (?:из|с) (?:бразил\w+|нигер\w+|кита\w+|инди\w+|вьетнам\w*|турци\w+|украин\w+|герман\w+|сша|друг\w+|неизвестн\w+|чуж\w+|незнаком\w+|айпи|непонятн\w+)
        не с моего (?:телефон\w*|устройств\w*|компьют\w+|айпи)
        не ?санкционир\w+
        скомпром\w+
        (?:на мое имя|по мо(?:им|ему|ей)|на мой паспорт|моими|мои)(?: \S+){0,2} (?:документ\w*|паспорт\w*|данны\w+|имя|открыл\w*|завел\w*)?(?: \S+){0,2} (?:открыл\w*|зарег\w+|завел\w*|создал\w*|оформил\w*)(?! не )
        (?:открыл\w*|зарег\w+|завел\w*|создан\w*|оформил\w*|оформлен\w*)(?: \S+){0,3} (?:на мое имя|по мо(?:им документ\w*|ему паспорт\w*)|на мой паспорт)
        с (?:моей|маминой|карты) (?:\S+ ){0,3}(?:карт\w+|мамы|жены|мужа|отца)?(?: \S+){0,3} (?:списал\w*|снял\w*|оплат\w+|пополн\w+)(?: \S+){0,9} (?:не игра\w+|не регистр\w+|не зна\w+|никогда)
        с мо(?:его|ей)(?: \S+){0,2} (?:счета|аккаунта|акка|карты)(?: \S+){0,3} (?:вывел[иа]?|сняли|увели|украли|слили|сделали вывод|деньги сняли|пропали деньги)
        украли (?:\S+ )?(?:телефон|смартфон|симку|деньги)
        (?:знал|узнал|подсмотрел\w*|угадал)(?: \S+){0,2} пароль(?: \S+){0,3} (?:проиграл\w*|вывел\w*|слил\w*|зашел)
        (?:слил\w*|обнулил\w*|опустош\w+|вывел\w*|потратил\w*)(?: \S+){0,4} (?:пока меня не|пока я спал\w*|ночью кто|без спрос\w*)
        (?:бывш\w+|сосед\w*|друг|жена|муж|брат|коллега)(?: \S+){0,2} (?:зашел|зашла|влез\w*|вошел|вошла|залез\w*|вывел\w*|слил\w*)(?: \S+){0,4} (?:акк\w*|аккаунт\w*|слил\w*|деньги|пароль|баланс\w*)
        подозр\w+ (?:\S+ )?(?:взлом|вход\w*|вывод\w*)
        подозрительн\w+ активност\w+
        (?:код|смс)(?: \S+){0,6} (?:не (?:пытал\w+|запраш\w+|входил\w*|заказ\w+)|сам по себе)
        заморозьте(?: \S+){0,4} (?:парол\w+|взлом\w*|украл\w*|утек\w*)
        ha[ck]+ed\b(?! (?:games?|slots?))
        hack(?:er|ers|ing|s)?\b
        hijack\w*
        (?:acc|account|acct)(?: \S+)? jacked
        compromised
        (?:account|acc|profile)(?:'s)?(?: \S+){0,4} (?:stolen|breached|emptied|drained|broken into|cleaned out|taken over|hijacked)
        (?:stolen|stole|drained|emptied|breached|cleaned out|broke into|took over|steal\w*|nicked|swiped)(?: \S+){0,3} (?:account|login|balance|acc|password|identity|funds|profile|money from my)
        take ?over
        (?:someone|somebody|some one|anyone|stranger|unknown|unfamiliar|unrecogni[sz]ed|intruder|another person|person|hackers?|ex|flatmate|friend|roommate|scammers?|they|thief)(?: \S+){0,5} (?:log\w*|got|in my|into my|access\w*|us(?:ed|ing)|chang\w+|swapped|withdr\w+|took|bet|betting|gambl\w+|play\w*|is in|enter\w*|trying|opened|register\w*|emptied|drained|placed|stole|cash\w*)(?: \S+){0,3} (?:my|in|account|into|from|me|it|withdr\w+|brazil|out)
        (?:someone|somebody|stranger|intruder)(?: else)?(?:'s| is| has| have)(?: \S+){0,3} (?:my account|my login|my name)
        (?:unknown|unfamiliar|unrecogni[sz]ed|strange|suspicious|odd|foreign) (?:\S+ )?(?:device|login|log in|sign in|card|bank|transaction|withdrawal|payouts?|activity|ip|location|number|wallet|email address)
        (?:wasn't|wasnt|was not|isn't|isnt|not|weren't|aren't|wasn) (?:me|by me|done by me|made by me|authori[sz]ed|mine)\b(?! (?:who|that) (?:won|asked))(?! (?:received|credited|arriv\w+))
        (?:i )?(?:didn't|didnt|did not|never|haven't|don't|dont|havent)(?: \S+){0,1} (?:made?|place[d]?|request\w*|authori[sz]e\w*|ask\w*|do|did|change[d]?|order\w*|log\w*|recogni[sz]e|withdr\w+|approve\w*)(?: \S+){0,3} (?:bets?|withdrawals?|password|email|deposits?|it|this|that|card|payout|any|login|details|transaction|change|payment|none)\b(?! (?:bonus|offer|yet|because|work|limit|for a bonus|on))
        i did none of that
        (?:bets?|withdrawals?|deposits?|payments?|transactions?|stakes?) (?:that )?(?:i|which i) (?:didn't|didnt|did not|never|haven't|don't|dont)
        un ?authori[sz]ed
        without my (?:knowledge|permission|consent|authori[sz]ation)(?! to (?:process|share|store))
        (?:swapped|changed|altered|edited|replaced)(?: \S+){0,2} (?:without me|by someone|by somebody|wasn't me|not by me)
        (?:card|wallet|account|bank|device|number|phone|email)(?: \S+){0,1} (?:that's |thats |that is |which is |is )?(?:not mine|isn't mine|isnt mine|i don't (?:know|recogni[sz]e|own)|i dont (?:know|recogni[sz]e|own)|someone else's)
        (?:went|sent|paid|withdrawn|transferred|withdrew|moved|funds sent)(?: \S+){0,4} (?:card|wallet|account|bank)(?: \S+){0,2} (?:i don't|i dont|not mine|that's not|isn't mine|unknown|stranger\w*)
        stranger(?:'s|s)?\b
        (?:logged|login|logins|signed|sign|log|session|access\w*)(?: \S+){0,3} (?:from|in) (?:brazil|vietnam|nigeria|russia|china|india|another (?:country|city|device|place)|a different (?:country|city)|abroad|a country|somewhere|other country|turkey|ukraine|germany)
        logins? that (?:aren't|isn't|arent|wasn't|weren't|isnt)
        aren't from my (?:phone|device)
        identity (?:theft|stolen|thief|fraud)
        (?:opened|registered|registering|created|made|account)(?: \S+){0,3} (?:in my name|using my (?:documents|identity|details|id|passport|name)|with my (?:documents|identity|id|passport))
        (?:used|using|charged|charging|gambling with)(?: \S+){0,2} my (?:\S+ )?(?:card|paypal|bank)(?: \S+){0,8} (?:your site|without|don't have|never|doesn't|dont|someone)
        my (?:\S+ )?(?:card|paypal|bank)(?: \S+){0,2} (?:was |been |got )?(?:charged|debited|billed)(?: \S+){0,8} (?:doesn't|never|don't have an account|not a customer|dont have an)
        (?:charged|billed|took money from|debited)(?: \S+){0,4} (?:card|account|bank)(?: \S+){0,6} (?:don't have an account|never (?:used|played|registered|gambled|signed)|doesn't (?:gamble|play)|not a (?:customer|member)|no account)
        don't have an account with you (?:but|and)
        (?:phone|mobile)(?: was| got| is| has been)* stolen
        sim[- ]?swap\w*
        fraud(?:ulent)?\b(?: \S+){0,3} (?:account|activity|withdrawal|transaction|card|bets|my)(?! accus)
        phish(?:ed|ing) (?:\S+ )?(?:my account|me and|me\b)
        password (?:\S+ )?(?:leaked|stolen|exposed)
        i (?:did(?:n't|nt)|never) (?:make|made|request|requested|order|do) (?:this|that|the|any) (?:withdrawal|bet|payout|transfer|deposit)
        i (?:suspect|think|believe)(?: \S+){0,4} (?:hacked|accessed|in my account|compromised)
        (?:code|text|alert|email|otp)(?: \S+){0,4} (?:i (?:didn't|didnt|did not|never) (?:ask|request|order)|by itself|out of nowhere)
    """,
}


def _compiled(fragments: str) -> re.Pattern[str]:
    alternatives = [line.lstrip() for line in fragments.strip("\n").splitlines() if line.strip()]
    return re.compile(rf"(?<= )(?:{'|'.join(alternatives)})")


_IDIOM = _compiled(_IDIOMS)
_READERS = {signal: _compiled(fragments) for signal, fragments in _PATTERNS.items()}
_PAST_OF_OTHERS = re.compile(
    rf"(?<= ){_RU_KIN}(?: \S+){{0,3}} (?:покончил\w* с собой|повесил\w+|застрелил\w+|наложил\w* на себя руки)"
    rf"|(?<= ){_EN_KIN}(?: \S+){{0,3}} (?:killed (?:him|her)self|took (?:his|her) own life|committed suicide"
    r"|hanged (?:him|her)self|overdosed|died (?:of|from|by) (?:an? )?(?:overdose|suicide))"
    r"|(?<= )(?:умер\w*|скончал\w+) от передоз\w+"
)
_VIOLENT = re.compile(
    r"(?<= )(?:(?:у|при)бью|вас|вам|тебя|тебе|офис\w*|оператор\w*|you|your|u|office|agent|staff|building) "
)


def dangers(text: str, *, model: Model | None = None) -> tuple[Danger, ...]:
    """The signals in a message, most urgent first; empty for nearly every message."""
    model = model or Model.load()
    wording = worded(text)
    likely = dict(zip(model.topics, model.probabilities(wording).tolist(), strict=True))
    return signals(wording, likely)


def signals(wording: Wording, likely: Mapping[str, float]) -> tuple[Danger, ...]:
    """The signals of read words, given how likely the classifier holds each topic."""
    text = _IDIOM.sub("", wording.text.replace(" - ", " "))
    found = spotted(text)
    for topic, least in SUSPECTED_FROM.items():
        if likely.get(topic, 0.0) >= least and not any(TOPIC_OF[signal] == topic for signal in found):
            found.add(_suspected(topic, text))
    return tuple(signal for signal in Danger if signal in found)


def spotted(text: str) -> set[Danger]:
    """What the patterns alone see in repaired text (`Wording.text`)."""
    found = {signal for signal, reader in _READERS.items() if reader.search(text)}
    if Danger.self_harm in found and Danger.death in found:
        rest = _PAST_OF_OTHERS.sub("", text)
        if not _READERS[Danger.self_harm].search(rest):
            found.remove(Danger.self_harm)
    return found


def _suspected(topic: str, text: str) -> Danger:
    if topic == "crisis":
        return Danger.violence if _VIOLENT.search(text) else Danger.self_harm
    return next(signal for signal, of in TOPIC_OF.items() if of == topic)
