"""Real pictures and PDFs, hostile ones too."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image


def picture(
    kind: str = "PNG", size: tuple[int, int] = (24, 16), colour: tuple[int, ...] = (20, 83, 58), **more: Any
) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour[:3]).save(
        out, kind, **({"compress_level": 6} if kind == "PNG" else {}), **more
    )
    return out.getvalue()


PNG = picture()  # written as the desk itself writes it, so it comes out as it went in


def a_pdf(*objects: str, pages: int = 1, catalog: str = "") -> bytes:
    """A PDF with a table of what is where. `objects`: further ones, from number 3 + pages; `catalog`: more for its root."""
    kids = " ".join(f"{3 + n} 0 R" for n in range(pages))
    all_of_them = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        *["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"] * pages,
        *objects,
    ]
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate(all_of_them, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n" + "".join(
        f"{at:010} 00000 n \n" for at in places
    )
    return (
        made
        + (
            table + f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
        ).encode()
    )


def many_scans(width: int, height: int, scans: int) -> bytes:
    """A grey progressive JPEG that goes over its picture again and again, each time by a few bytes: runs over all blocks."""

    def part(marker: int, body: bytes) -> bytes:
        return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2) + body

    def packed(bits: str) -> bytes:
        padded = bits + "1" * (-len(bits) % 8)
        return int(padded, 2).to_bytes(len(padded) // 8).replace(b"\xff", b"\xff\0")

    blocks = -(-width // 8) * -(-height // 8)
    runs = [32_767] * (blocks // 32_767) + [max(blocks % 32_767, 2**14)]
    one_code = bytes([1] + [0] * 15)
    again = part(0xDA, b"\1\1\0\1\x3f\0") + packed("".join(f"0{run - 2**14:014b}" for run in runs))
    return (
        b"\xff\xd8"
        + part(0xDB, b"\0" + b"\1" * 64)
        + part(0xC2, b"\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\1\1\x11\0")
        + part(0xC4, b"\0" + one_code + b"\0")
        + part(0xC4, b"\x10" + one_code + b"\xe0")
        + part(0xDA, b"\1\1\0\0\0\0")
        + packed("0" * blocks)
        + again * scans
        + b"\xff\xd9"
    )
