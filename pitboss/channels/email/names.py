"""What attachments of mails are called."""

from __future__ import annotations

from pitboss.files.names import safe

_EXTENSIONS = {
    "application/gzip": "gz", "application/json": "json", "application/msword": "doc",
    "application/pdf": "pdf", "application/pgp-encrypted": "asc", "application/pgp-signature": "asc",
    "application/pkcs7-mime": "p7m", "application/pkcs7-signature": "p7s", "application/rtf": "rtf",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/xml": "xml", "application/x-pkcs7-mime": "p7m", "application/x-pkcs7-signature": "p7s",
    "application/zip": "zip", "audio/basic": "au", "audio/mpeg": "mp3", "audio/mp4": "m4a",
    "audio/ogg": "ogg", "audio/x-wav": "wav", "audio/wav": "wav", "image/bmp": "bmp", "image/gif": "gif",
    "image/heic": "heic", "image/jpeg": "jpg", "image/jpg": "jpg", "image/pjpeg": "jpg", "image/png": "png",
    "image/svg+xml": "svg", "image/tiff": "tif", "image/webp": "webp", "message/delivery-status": "txt",
    "message/disposition-notification": "txt", "message/feedback-report": "txt", "message/global": "eml",
    "message/rfc822": "eml", "text/calendar": "ics", "text/css": "css", "text/csv": "csv",
    "text/html": "html", "text/plain": "txt", "text/rfc822-headers": "txt", "text/vcard": "vcf",
    "text/x-vcard": "vcf", "text/xml": "xml", "video/mp4": "mp4", "video/mpeg": "mpg",
    "video/quicktime": "mov", "video/webm": "webm",
}  # fmt: skip
_USUAL = {
    "application/pgp-signature": "signature.asc",
    "application/pkcs7-mime": "smime.p7m",
    "application/pkcs7-signature": "smime.p7s",
    "application/x-pkcs7-mime": "smime.p7m",
    "application/x-pkcs7-signature": "smime.p7s",
    "message/delivery-status": "delivery-status.txt",
    "text/calendar": "invite.ics",
    "text/rfc822-headers": "original-headers.txt",
}


def for_attachment(name: str, content_type: str, number: int) -> str:
    """The safe name, or one made of the content type: 'invite.ics', 'attachment-1.pdf'."""
    cleaned = safe(name)
    if cleaned:
        return cleaned
    usual = _USUAL.get(content_type)
    return usual or f"attachment-{number}.{_extension(content_type)}"


def _extension(content_type: str) -> str:
    return _EXTENSIONS.get(content_type) or ("txt" if content_type.startswith("text/") else "bin")


def of_message(subject: str) -> str:
    """The name of an attached mail."""
    # A subject is no path: "1/2" must not lose its first half.
    cleaned = safe(subject.replace("/", "_").replace("\\", "_")[:140])
    return f"{cleaned}.eml" if cleaned else "message.eml"
