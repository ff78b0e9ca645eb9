"""Whether a PDF's text holds a card number. Run as a process of its own (`python -m pitboss.kit.pdf`, the file on
standard input), since a hostile file can take any time and memory: exit code FOUND, NOT_FOUND, or anything else."""

from __future__ import annotations

import io
import logging
import resource
import sys

from pypdf import PdfReader

from pitboss.kit.secrets import mask_cards

FOUND, NOT_FOUND = 10, 11
MAX_PAGES = 100
MAX_TEXT = 2_000_000
CPU_SECONDS = 15
MEMORY = 2**30


def holds_card(data: bytes) -> bool:
    """In the text of its pages and the fields of its form; pictures are not read."""
    reader = PdfReader(io.BytesIO(data))
    read = 0
    for page in reader.pages[:MAX_PAGES]:
        text = page.extract_text()
        read += len(text)
        if mask_cards(text[:MAX_TEXT]).found:
            return True
        if read > MAX_TEXT:
            break
    fields = (str(field.value) for field in (reader.get_fields() or {}).values() if field.value is not None)
    return any(mask_cards(text[:MAX_TEXT]).found for text in fields)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    logging.disable()
    sys.exit(FOUND if holds_card(sys.stdin.buffer.read()) else NOT_FOUND)
