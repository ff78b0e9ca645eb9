"""Web Push as the standards have it, and addresses to which it may go."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from pitboss.notifications.push import is_service
from pitboss.notifications.webpush import BadSubscription, b64, check_keys, encrypt, unb64


def test_the_example_of_the_standard_comes_out() -> None:
    """RFC 8291, section 5."""
    private = ec.derive_private_key(
        int.from_bytes(unb64("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big"), ec.SECP256R1()
    )
    sealed = encrypt(
        b"When I grow up, I want to be a watermelon",
        unb64("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        unb64("BTBZMqHH6r4Tts7J_aSIgg"),
        private=private,
        salt=unb64("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert b64(sealed) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
        "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
        "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


@pytest.mark.parametrize(
    ("point", "secret"), [(b"", b""), (bytes(65), bytes(16)), (b"\x04" + bytes(64), bytes(16))]
)
def test_what_is_no_key_is_refused(point: bytes, secret: bytes) -> None:
    with pytest.raises(BadSubscription):
        check_keys(point, secret)


@pytest.mark.parametrize(
    ("endpoint", "may"),
    [
        ("https://fcm.googleapis.com/fcm/send/x", True),
        ("https://updates.push.services.mozilla.com/wpush/v2/x", True),
        ("http://fcm.googleapis.com/x", False),
        ("https://fcm.googleapis.com.evil.example/x", False),
        ("https://evilfcm.googleapis.com/x", False),
        ("https://user@fcm.googleapis.com/x", False),
        ("https://10.0.0.1/x", False),
        ("http://127.0.0.1/x", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_pushes_go_to_known_services_alone(endpoint: str, may: bool) -> None:
    assert is_service(endpoint, ("fcm.googleapis.com", ".push.services.mozilla.com")) is may


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com:99999/x",  # no URL for who sends
        "https://fcm.googleapis.com:22/x",
        "https://fcm.googleapis.com/\r\nX: y",
        "https://127.0.0.1\\.push.apple.com/x",
        "https://a b.push.apple.com/x",
        "https://.push.apple.com/x",
        "https://xn--\u00df.push.apple.com/x",
        "https://evil\u3002example.push.apple.com/x",
    ],
)
def test_an_address_that_can_be_read_in_two_ways_is_no_service(endpoint: str) -> None:
    assert not is_service(endpoint, ("fcm.googleapis.com", ".push.apple.com"))
