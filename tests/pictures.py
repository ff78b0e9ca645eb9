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
