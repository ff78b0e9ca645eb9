"""Files that the demo's players attach: a screenshot and a statement."""

from __future__ import annotations

import struct
import zlib

WIDTH, HEIGHT = 270, 480
PAPER, BAR, CARD, LINE, ALERT = (243, 244, 246), (20, 83, 58), (255, 255, 255), (209, 213, 219), (220, 38, 38)
BOXES = (
    (0, 0, 270, 54, BAR),
    (14, 20, 90, 34, CARD),
    (14, 72, 256, 190, CARD),
    (28, 88, 150, 98, LINE),
    (28, 108, 226, 118, LINE),
    (28, 128, 196, 138, LINE),
    (28, 156, 110, 176, BAR),
    (14, 206, 256, 300, CARD),
    (14, 206, 20, 300, ALERT),
    (34, 224, 140, 236, ALERT),
    (34, 248, 236, 258, LINE),
    (34, 268, 210, 278, LINE),
    (14, 316, 256, 440, CARD),
    (28, 332, 120, 342, LINE),
    (28, 354, 236, 364, LINE),
    (28, 376, 180, 386, LINE),
)


def screenshot() -> bytes:
    """A phone's screen with an error on it, as a PNG."""
    lines = [bytearray(bytes(PAPER) * WIDTH) for _ in range(HEIGHT)]
    for left, top, right, bottom, colour in BOXES:
        for y in range(top, bottom):
            lines[y][left * 3 : right * 3] = bytes(colour) * (right - left)
    pixels = zlib.compress(b"".join(b"\0" + line for line in lines), 9)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


STATEMENT = (
    "Fernhill Savings: account statement",
    "Account holder: as in your profile",
    "Period: 1 to 14 November",
    "",
    "12 Nov   Card payment   GAMING PAYMENTS HB   -250.00   ref PX-20418-7",
    "13 Nov   Salary                              1,940.00",
    "14 Nov   Card payment   Greengrocer           -18.40",
    "",
    "Balance at the end of the period              1,671.60",
)


def statement() -> bytes:
    """A bank's statement of one page, as a PDF."""
    words = "\n".join(f"({line.replace('(', '').replace(')', '')}) Tj T*" for line in STATEMENT)
    page = f"BT /F1 11 Tf 60 780 Td 20 TL\n{words}\nET".encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(made))
    )
