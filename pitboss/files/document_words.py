"""What documents, and why they are refused, are called to players."""

from __future__ import annotations

from datetime import datetime

from pitboss.kit.moments import in_zone

_KINDS = {
    "en": {
        "identity": "photo of your identity document (passport, identity card or driving licence)",
        "address": "proof of address, not older than three months",
        "selfie": "photo of yourself holding your identity document",
        "card": "photo of the payment card: first six and last four digits, everything else covered",
        "bank": "bank statement with your name on it",
        "payment": "proof of payment (receipt or screenshot of the transfer)",
        "funds": "proof of where the money comes from",
        "statement": "your account of what happened, in your own words, as a PDF or a photo",
        "screenshots": "screenshots of what you saw",
        "other": "the document that we described",
    },
    "ru": {
        "identity": "фото документа, удостоверяющего личность (паспорт, удостоверение или права)",
        "address": "подтверждение адреса не старше трёх месяцев",
        "selfie": "ваше фото с документом в руках",
        "card": "фото платёжной карты: видны первые шесть и последние четыре цифры, остальное закрыто",
        "bank": "выписка из банка с вашим именем",
        "payment": "подтверждение платежа (чек или снимок экрана с переводом)",
        "funds": "подтверждение источника средств",
        "statement": "ваш рассказ о том, что произошло, в PDF или на фото",
        "screenshots": "снимки экрана с тем, что вы видели",
        "other": "документ, о котором мы написали",
    },
}
_REASONS = {
    "en": {
        "unreadable": "It is too blurred or too dark to be read. Take the photo in daylight, without flash.",
        "cropped": "A part of it is missing. All four corners must be in the picture.",
        "expired": "It is no longer valid. Send one that is.",
        "other_name": "The name on it is not the one in your account.",
        "other_kind": "It is not the document that we asked for.",
        "too_old": "It is too old. Send a newer one.",
        "edited": "The picture was changed. Send the original photo or file.",
        "other": "",
    },
    "ru": {
        "unreadable": "Изображение размыто или слишком тёмное. Снимите при дневном свете, без вспышки.",
        "cropped": "Видна только часть документа. В кадре должны быть все четыре угла.",
        "expired": "Срок действия документа истёк. Пришлите действующий.",
        "other_name": "Имя в документе не совпадает с именем в вашем аккаунте.",
        "other_kind": "Это не тот документ, о котором мы просили.",
        "too_old": "Документ слишком старый. Пришлите более свежий.",
        "edited": "Изображение изменено. Пришлите исходное фото или файл.",
        "other": "",
    },
}


def _known(language: str) -> str:
    return "ru" if language == "ru" else "en"


def kind_in_words(kind: str, language: str) -> str:
    return _KINDS[_known(language)][kind]


def reason_in_words(reason: str, comment: str, language: str) -> str:
    """The reason as a sentence, with what the colleague wrote."""
    return " ".join(part for part in (_REASONS[_known(language)][reason], comment.strip()) if part)


def until_in_words(moment: datetime, language: str) -> str:
    return in_zone(moment, "UTC", language)
