-- The topics of a brand: those of the package under the brand's own names, and its own below them (`parent/child`).
-- tests/house/test_tables.py holds the list below and pitboss/assist/taxonomy.py together.
CREATE TABLE topic (
    brand_id   text NOT NULL REFERENCES brand (id),
    id         text NOT NULL CHECK (id ~ '^[a-z0-9_]{1,40}(/[a-z0-9_]{1,40})?$'),
    parent_id  text,
    ru         text NOT NULL CHECK (length(ru) BETWEEN 1 AND 80),
    en         text NOT NULL CHECK (length(en) BETWEEN 1 AND 80),
    enabled    boolean NOT NULL DEFAULT true,
    position   int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, parent_id) REFERENCES topic (brand_id, id),
    CHECK (coalesce(parent_id, '') = CASE WHEN id LIKE '%/%' THEN split_part(id, '/', 1) ELSE '' END),
    CONSTRAINT topic_always_on CHECK (enabled OR id NOT IN
        ('crisis', 'underage', 'deceased', 'self_exclusion', 'account_takeover', 'complaint'))
);
ALTER TABLE topic ENABLE ROW LEVEL SECURITY;
CREATE POLICY topic_sight ON topic USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[])));
GRANT SELECT, INSERT, UPDATE ON topic TO pitboss_app;

CREATE FUNCTION package_topics(OUT place int, OUT id text, OUT ru text, OUT en text)
    RETURNS SETOF record LANGUAGE sql IMMUTABLE AS $$
    VALUES
        (1, 'registration', 'Регистрация', 'Registration'),
        (2, 'login_locked', 'Не войти в аккаунт', 'Login locked'),
        (3, 'two_factor', 'Код для входа, второй фактор', 'Login code, two-factor'),
        (4, 'password_reset', 'Восстановление пароля', 'Password reset'),
        (5, 'contact_change', 'Смена контактов и данных', 'Change of details'),
        (6, 'verification', 'Проверка документов', 'Verification'),
        (7, 'deposit_missing', 'Депозит не зачислен', 'Deposit missing'),
        (8, 'deposit_declined', 'Депозит не проходит', 'Deposit declined'),
        (9, 'withdrawal_status', 'Где мой вывод', 'Withdrawal status'),
        (10, 'withdrawal_terms', 'Условия вывода', 'Withdrawal terms'),
        (11, 'bonus_missing', 'Бонус не пришёл', 'Bonus missing'),
        (12, 'bonus_wagering', 'Отыгрыш бонуса', 'Bonus wagering'),
        (13, 'bonus_removed', 'Бонус списан', 'Bonus removed'),
        (14, 'bet_settlement', 'Расчёт ставки', 'Bet settlement'),
        (15, 'cash_out', 'Кэшаут', 'Cash-out'),
        (16, 'game_fault', 'Сбой в игре', 'Game fault'),
        (17, 'site_fault', 'Сбой сайта или приложения', 'Site or app fault'),
        (18, 'account_restricted', 'Аккаунт ограничен', 'Account restricted'),
        (19, 'limits', 'Личные лимиты', 'Limits'),
        (20, 'self_exclusion', 'Самоисключение', 'Self-exclusion'),
        (21, 'account_closure', 'Закрытие аккаунта', 'Account closure'),
        (22, 'account_takeover', 'Взлом аккаунта', 'Account takeover'),
        (23, 'fake_support', 'Мошенники от нашего имени', 'Fake support'),
        (24, 'complaint', 'Жалоба', 'Complaint'),
        (25, 'data_request', 'Запрос данных', 'Data request'),
        (26, 'crisis', 'Угроза жизни', 'Crisis'),
        (27, 'underage', 'Несовершеннолетний', 'Underage'),
        (28, 'deceased', 'Смерть игрока', 'Death of a player'),
        (29, 'rules_question', 'Вопрос о правилах', 'Rules question'),
        (30, 'other', 'Другое', 'Other')
$$;
GRANT EXECUTE ON FUNCTION package_topics() TO pitboss_app;

CREATE FUNCTION begin_with_package_topics() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO topic (brand_id, id, ru, en, position) SELECT NEW.id, p.id, p.ru, p.en, p.place FROM package_topics() p;
    RETURN NULL;
END $$;
CREATE TRIGGER brand_topics AFTER INSERT ON brand FOR EACH ROW EXECUTE FUNCTION begin_with_package_topics();

INSERT INTO topic (brand_id, id, ru, en, position)
SELECT b.id, p.id, p.ru, p.en, p.place FROM brand b CROSS JOIN package_topics() p;
