"""What words mean to this desk, in both languages at once: a shared vocabulary that lets the classifier use
in one language what it learned in the other. A line is `meaning: word beginnings`; a dot marks a whole word.
"""

from __future__ import annotations

from functools import cache, lru_cache

_TABLE = """
withdraw: вывод вывест вывел вывож выведу выведе выводи выплат выкат снят. снял снять сняти снимать обналич виплат withdr witdr withdraw payout payou payed. disburs
pay_in: депоз депну депат депн деп. депо. депу пополн попол внес внос внёс закин закид кинул залил задонат задон положил положи положить заносить donat deposit dep. deposi topup topped topup fund. funding load. loaded
pay: оплат оплач платеж платёж плат платит заплат перевод перевел перевё перечисл транзакц платежк pay paid payment paying transact transfer transfered
money: деньг денег деньг деньж бабк бабло средств сумм рубл руб. тыщ тысяч косар money cash funds quid pounds dollars euros bucks
bank: банк карт карту карта сбер тиньк альф visa мир. каспи сбп bank card cards visa mastercard debit monzo revolut
wallet: кошел киви qiwi юмани крипт бит битк биток usdt btc эфир skrill neteller paypal crypto bitcoin wallet ewallet trustly
arrive: пришл прише приход поступ дошл дошел дошё зачисл начисл упал. упало зашл зашел. отобра появи получ received arriv credit reflect landed receiv recieve recieved showing shown shows appear reached
taken: списал списан снялось ушли ушел ушла отправ debited charged taken took deducted left. billed
wait: жду ждат ждём ждем ожид висит завис зависл долго сутки суток дней день. неделю недел задерж обработ рассмотр тянется wait pending processing long. days weeks delay stuck queue yet. still. hours
status: статус стади этап когда status stage when. progress
declined: отклон отказ отверг реджект проходит прошл прошёл прошел невозмож declin reject refus fail bounc unsuccess unable knocked
returned: вернул верни возвращ возврат обратно refund return returned back.
cancel: отмен аннул отозв cancel void revok forfeit
removed: сгорел сгор пропал пропад исчез забра отобрал отнял обнул списал. снял. сняли лишил удержал конфиск вычл урезал removed expir vanish confiscat disappear took stripped seized wiped reversed clawed gone. deducted
bonus: бонус фрибет фриспин спины акци промо промик кэшбэк кешбек кэшбек кешбэк кэшбек бездеп подар вознагр приветств страхов bonus freebet freespin spins promo cashback offer reward coupon voucher loyalty reload
code_promo: промокод промик промо promo promocode voucher
free: фри free.
wager: вейдж вагер отыгр отыгра прокрут оборот вейжер зачет зачёт зачит засчит wager rollover playthrough turnover contribut require wagered
bet: ставк ставок пари купон экспресс ординар систем bet bets acca slip parlay accumulator multiple treble single stake wager.
settle: рассчит расчет расчёт расчит посчит засчит перерасч пересчит settl grade graded resettl result unsettled
match: матч игрок. событи тайм гол. гола голов счет. счёт. тотал фора угловы карточк теннис футбол хокке команд овертайм match goal goals corner horse race team tennis football game. player leg odds
won: выигр выиграл победил побед сыгра зашл won win winning winnings winner wins
lost: проигр слил слит минус проиграл lost loss lose loser
cashout: кэшаут кешаут кэшаута выкуп продат продал продаж cashout cash cashed
out: out. out
slot: слот спин вращ барабан автомат рулетк авиатор блэкдж покер дилер раунд крут бонуск джекпот баккар мины. плинко краш slot spin reel roulette aviator blackjack dealer round jackpot feature baccarat plinko crash mines table
freeze: завис зависл подвис вылет застыл глюч глюк лаг сломал закрыл. оборвал froze freez crash frozen glitch stuck disconnect hung lag malfunct kicked
site: сайт приложен страниц прилож прога зеркал сервер браузер website site app page server mirror browser apk screen экран
load: груз загруж открыва открыт запуск load open opening download скач обновл
work: работ work working
login: вход войти войт зайт залогин авториз логин впуск пуска заход захо логинит попаст кабинет login log logging sign signin signed logged access
register: регистр зарег регат регал рега рег. реги создат создан завест заведен завел открыт. registr register signup signing join create joining opening sign. activation
account: акк аккаунт аккаунт учетн учётн учетк профил счет счёт кабинет account acc. profile acct
password: парол пасс. пороль пароль password pass. passw pw. passwor
forgot: забы помню помн восстанов вспомн forg remember recover reset slipped
reset: сброс сбрасы reset recover restore
change: смен замен измен поменя помен обнов исправ переписа перепривяз change update edit replace amend swap correct
link_mail: ссылк письм link mail. email emails mails
phone: телефон номер симк сим. смартфон мобильн phone number mobile sim. cell handset
email: почт мейл емейл email mailbox inbox e-mail электронк ящик
code: код кода коду смс смск смску sms code otp passcode digits text. цифр
authenticator: аутентиф двухфактор двухэтап гугл. резервн генератор authenticator 2fa two factor mfa passkey step
device: устройств device handset айфон
wrong: неверн неправильн ошибоч некоррект incorrect wrong invalid
right: верн правильн right correct.
attempts: попыт раз. attempts tries times
locked: заблок блок. блокир лочит залоч блокну lock locked block blocked unlock unblock
error: ошибк сбой error бесконечн
document: докум доки паспорт скан. скан селфи фото выписк справк квитанц прописк права. удостовер document doc docs passport id. licence license selfie utility statement payslip bill proof
verify: верифик верифк верефик идентиф провер подтвер кус verif kyc identity check checks liveness
income: доход источник зарплат income source wealth payslip
restricted: огранич заморож замороз забан бан. бане бана порез урез срез приостан арест безопасн suspend restrict ban. banned frozen factored gubbed limited disabled flagged
reason: причин почему объясн за что reason why explain
multi: мультиак дубл дубликат второй duplicate multiple
limit: лимит потол планк порог limit cap. ceiling allowance capped
set: поставить установ поставьте настро ограничить ограничьт задат set setting put.
raise: увелич повыс подня повыш raise increase higher
lower: уменьш пониз снизи lower reduce decrease
spend: трат расход spend spending budget
time: врем час. сесси минут time session hour reminder
exclude: самоискл самоогр исключ ераи exclu selfexcl gamstop timeout cooling
addict: лудом лудик игроман зависим зависимост срыв сорвал addict compuls problem relaps hooked
stop: останов бросить перестат контрол не. stop quit control
pause: перерыв пауз тайм-аут таймаут охлажд break pause timeout cool
forever: навсегда насовсем безвозврат forever permanent good.
close: закр закрыт удали удален убрат ликвидир деактив прекрат close delete shut deactiv remove terminat cancel closing closure closed
reopen: заново снова восстанов открыть reopen reactiv
leave: ухожу уйти ухо leave leaving
hacked: взлом взлома хакн украл увели угна скомпром hack stolen stole compromis hijack breach intruder
someone: кто-то чужой чужая чужую чужие чужим посторон незнаком кто-нибудь someone somebody stranger unknown unrecogn unauthor intruder anyone else
not_me: меня. i. wasnt wasn't
fake: мошенн фейк подделк поддельн фишинг фишинг развод развели якобы афер жулик лже клон двойник подозр fake phish scam impersonat bogus pretend suspicious spoof clone supposed fraudster
staff: менеджер оператор сотрудник поддержк специалист саппорт агент manager agent support staff employee rep adviser advisor
messenger: телеграм телега телеге вотсап ватсап whatsapp telegram instagram инст facebook
call: звон звонил позвон call called caller phoned
official: официальн настоящ ваш. official real legit genuine
complain: жалоб жалов претенз иск. суд. суд суде судеб complain grievance dispute sue court lawsuit
regulator: регулятор лиценз прокурат роспотреб полици адвокат юрист комисси регулирующ commission regulator ombudsman ibas mga solicitor lawyer authority licens legal attorney
manager: начальств руковод старш supervisor senior manager management
rude: хам нахам груб rude appalling
appeal: обжал апелл оспор пересмотр appeal contest escalate
data: данны персональн информац сведен личные gdpr data personal information privacy
copy: копи copy history истори выгруз выписк распечат export statement transcript log
tax: налог ндфл деклар tax
consent: соглас consent
die: умер умр смерт скончал погиб похорон покойн died death deceased passed dead funeral buried late. estate
heir: наслед нотариус вдов heir inherit probate executor widow kin
family: муж жен сын доч отец отца брат мать мам пап дед сестр дядя внук супруг husband wife son daughter father mother mum dad brother uncle sister partner
suicide: самоуб суицид повеш петл прыгн застрел отрав выпил вскро сдох suicid kill hang overdose noose kms unalive
live: жить жизн живой live living life alive
threat: убью убить взорв сожг зареж урою закоп перестр найду убий kill bomb burn shoot stab murder
child: ребен ребён дети детей подрост несовершен школьн малолет child kid kids minor underage teen teenager boy schoolboy
years: лет. год. years old. aged age.
how: как. каким how.
what: что. какой какая какие какое what. which.
howmuch: скольк минимальн минимал максимальн максимум мин. макс. minimum maximum max. min. much. smallest least lowest
fee: комисс процент комса берете берёте fee fees charge charges commission
method: способ метод method option methods ways
mean: значит означает такое mean means meaning explain
rules: правил услови rules rule terms conditions
thanks: спасибо благодар спс thanks thank cheers ty.
hello: привет здравств добрый hello hi. hey
job: ваканс работу вакан job hiring vacancy
partner: партнер партнёр сотруднич реклам affiliate advertise collab promote
missing: нет. нету где. куда missing where. wheres nowhere
lately: вчера сегодня утром ночью yesterday today overnight
twice: дважды двойн twice double
withdraw: выемк обнал обналич забрать заберу cashing wd wdraw paying withdra withdrawing
pay_in: зачисл зачислени положу внести внесен залить заливаю депозит deposited deposits fund reload. recharge recharged refill loading
bank: тинькофф тинек райф райфайз втб банкомат газпром озон каспий халык мастеркард американ barclays lloyds hsbc natwest santander chase wise. amex maestro debit credit. iban swift wire wired interac
wallet: perfect. advcash пейпал трон trc20 erc20 litecoin лайткоин блокчейн хеш txid hash blockchain ltc doge payz muchbetter mpesa boku paysafe ecopayz skril applepay
wait: подожд ждём тишин молч часов часа минут ожида ages ago. hanging hang. pushing speed slow
declined: отклонён отклоняет отказыв отказали некоррект unsuccessful denied denies shrugs errors
bonus: бонусн фрибеты фриспинов вращени вращения бонуск. welcome. spins. gift freebie freebet freeplay nodeposit boost token
tournament: турнир гонк лидерборд розыгр лотере колесо. tournament leaderboard race. raffle wheel prize draw.
birthday: рожден днюх birthday
friend_referral: друг. друга приглас привел привёл реферал refer referral invited mate pal
wager: отыграл отыграть вейджера отыгрыш playthru wagers rolled roll. turn.
bet: ставил поставил ставлю ординары экспрессы купона купоне пари. punt wagered. staked stakes selection selections legs leg. lucky yankee trixie double. fold forecast tricast
settle: рассчитали рассчитано пересчитайте результат исход засчитал протокол settling unsettled payout. void. voided result results pushed
match: финал полуфинал тайм. период сет. сета гейм раунд. шайб угловой нокаут боксер боец снялся травм перенес перенесли прерван final knockout boxer set. sets games fight inning quarter postponed abandoned overtime penalties penalty keeper referee var. chelsea arsenal
odds: коэф кэф кф. коэффици линия линии odds price prices line. lines spread handicap
cashout: выкупа выкупить выкуплю sell selling sold cashouts
slot: слоте слота слоту книжк автомате барабаны фриспины. бонуска скаттер вайлд лобби крупье мега провайдер book. bonanza olympus dog. big. reels scatter scatters wild croupier wheel. lobby spins. plane rocket autoplay megaways keno bingo scratch
freeze: потух погас зависает зависла тормоз отключил выкинул закрылась ошибк interrupted stopped quit closed. died blank black. stalled
site: сайте сайту приложени прил. ссылк зеркал лк. чате раздел меню апк android ios apk iphone андроид айфон browser chrome safari firefox link. links desktop menu tab lobby.
stream: трансляц стрим видео stream streams video buffering
load: обновлен установ install update. updating loads reload.
login: заходит зашел войду захожу впускает логина логином userid username user. usernames enter entering get-in
register: зарегаться оформить открыть вступ новичок новый. enrol enroll application apply member newcomer newbie registering registered onboarding
referral_country: стран граждан резидент казахстан беларус украин узбек country countries resident residents region abroad
password: пароля паролю passphrase passcode.
change: измените поправ редактир корректир внес. edit. editing amended altered alter modify swap. swapped new. renamed
contact: данные. анкет контакт адрес. адреса проживан прописк address postcode contact details. surname maiden birth dob name. фамили имя имени отчеств рожден
married: замуж свадьб развод married wedding divorce divorced
code: пинкод цифры цифр. кодом passcodes sms. texts digits. digit pin.
document: документы паспорта карточк загран внж снилс инн удост scan scans photo photograph picture copy. council tax bill. permit residence notar card. letter
verify: проверяющ подтвержд verified verifying unverified kyc. compliance proof. poa sof
restricted: бане забанен заблокировали блокировка блок ограничили лимитиров максим срезали порезали закрыли blocked blocking block. suspension unblock reinstate hold. flag limiting stake. stakes. gubbed arbing
reason: объяснит объясните обоснов причина explanation explain. allegedly what-for
rule_break: наруш правил. пункт договорняк вилк мультиакк breach abuse collusion violation clause arb fraudster accused arbitrage
limit: лимита лимиты ограничить ограничени limits limited. limiting cap caps budget allow. allowance
set: выставить установите выставьте put-on place impose
raise: увеличь увеличить поднять raised higher. increased
lower: снизить ниже сократ decreased reducing tighten
addict: лудо игрома addicts hooked. gambler gambling. азартн азарт рехаб rehab
pause: отдохн отдых заморозьте rest. pausing holiday
forever: вечно пожизн permanently lifetime
close: закройте закрытие удаление удалить деактивация closes shutting wipe
leave: передумал неинтерес конкурент надоел firm competitor elsewhere bored interest
hacked: взломщик хак слили угон похит drained emptied hijack.
someone: третьих неизвест внешн другой. чужого somebodys third. ex. thief hacker hackers
fake: поддел липов лжеме ненастоящ scammer scammers scamming con. conned crook crooks false. identical
staff: админ сотрудниц консультант девушка саппорт operator. operators adviser. admin colleague
call: звонок звонки calls phoning dialled ring ringing
official: официальный подлинн genuine legitimate
complain: жалуюсь претензия претензию суд. иска complaints complaining grievances suing letter-before escalate
regulator: надзор омбудс потребнадзор цб. прокуратура gambling-commission ukgc watchdog trading-standards curacao malta adr ibas ecogra licence
rude: оскорб вежлив грубит insulted insult rude. impolite swore ignor игнор
court: суд. суда адвокат юрист court. lawyer. solicitor. attorney
data: данным персональные информацию gdpr. dsar sar. processing consent. обработк
copy: отчет отчёт статистик справка выписка распечатка report. reports statement. statements records record printout spreadsheet certificate download
tax: налоговая вычет taxes taxman hmrc irs
die: скончался скончалась умершего умершей died. dies inform. passed. grave
family: бабушк дедушк тёт тет. дочер папа мама wife. husband. grandmother grandfather grandma grandpa granny gran. aunt mum. daughter. mother. kids.
suicide: вены вскрыть окно. этаж балкон мост. крыш петля резать bridge. roof balcony floor. wrists pills jump jumping hanging suicide. slit
live: жить. незачем смысл смысла meaning reason-to point.
despair: устал. устала отчаян безнадеж долги долг. коллектор кредит. hopeless despair debts debt tired exhausted alone depress pointless
threat: приеду отомщ башк порву стрел оружи gun. knife shoot. bomb. burn. murder.
child: класс. классе школ школе школьник ученик ребенок дочка school. pupil student grade. teenager daughter. son. schoolkids
how: каким. где. как-то where. whereabouts
how_long: сколько. когда. долго. long. soon when.
rules: гандикап фора. форы тотал. овертайм ординар экспресс. система. handicap over. under. accumulator. each-way parlay. overtime extra. penalties. tie-break
mean: значит. обознач расшифр means. stand stands definition
thanks: благодарность респект appreciate brilliant great. thx
insult: лохотрон кидал жулик мошенники скам козлы уроды суки scam scammers. thieves crooks. rubbish useless
hello: хай здаров ку. добрый. вечер evening morning afternoon greetings
job: резюме работа. зарплата. career careers hire jobs
promote: блог подписч стример канал. youtube ютуб followers streamer blogger influencer seo
marketing: рассылк спам рекламу unsubscribe newsletter adverts ads. marketing mailing texts.
human: оператор. человек. живой бот. bot. human. operator. person. live-person agent.
missing: нету. нигде пусто тишина исчез vanished gone. empty nothing. none nil zero nowhere
"""


@cache
def _beginnings() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _TABLE.strip().splitlines():
        meaning, words = line.split(": ", 1)
        for word in words.replace("ё", "е").split():
            found.setdefault(word, set()).add(meaning)
    return {word: frozenset(meanings) for word, meanings in found.items()}


@lru_cache(maxsize=60_000)
def meanings(word: str) -> tuple[str, ...]:
    """The meanings of one repaired lower-case word, sorted; the longest known beginning decides."""
    beginnings = _beginnings()
    if whole := beginnings.get(f"{word}."):
        return tuple(sorted(whole))
    for end in range(len(word), 2, -1):
        if found := beginnings.get(word[:end]):
            return tuple(sorted(found))
    return ()
