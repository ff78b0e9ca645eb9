"""Every sentence that the server can say to a person, found in its code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "pitboss"

# Read in a terminal or a log.
OFFLINE = (
    "cli.py",
    "complaints/checklists.py",
    "complaints/listing.py",
    "complaints/records.py",
    "complaints/verify.py",
    "doctor.py",
    "settings.py",
    "__main__.py",
    "demo/",
    "db/migrate.py",
)
# Their other words are in both languages where they stand, or are the reference of the API.
WORDED = (
    "api/tracking.py",
    "files/document_words.py",
    "channels/codes.py",
    "sla/explain.py",
    "complaints/returns.py",
    "complaints/explain.py",
    "complaints/lint.py",
    "complaints/letter_sending.py",
    "complaints/packs.py",
    "api/description.py",
    "api/docs.py",
    "web.py",
)
# Other failures whose words end before a person: delivery errors, a channel's health.
TOLD = {"TryLater", "NoProvider", "ImapError", "Refusal", "BadMailbox", "BadUrl", "NotSendable"}
# Not said, though it reads like a sentence.
NOT_SAID = {
    "Re: {}",
    "There is nothing here.",
    "The screens are not built. Run `make web`, then reload this page.",
    "A frame is a JSON object of at most {} characters.",
    "Both sides, please.",
    "The photo is too dark to be read.",
    "We have found the cause and expect the game back within the hour. No bet is lost.",
    "You can talk to someone right now, free of charge: 0800 000 000.",
    # a mail's verdict, kept beside it for whoever looks into the database
    "DKIM by {}",
    "SPF of {}",
    "{} checked {}",
    "{} could not check: {}",
}

PHRASED = ("api/mistakes.py", "staff/sign_in.py")  # also what they put together is told

_READS_LIKE_ONE = re.compile(r"[A-Z“`{].*[a-z].* .*[.:?”}]", re.DOTALL)
_NO_SENTENCE = re.compile(
    r"\n|^(SELECT|INSERT|UPDATE|DELETE|SET|EXPLAIN|EXISTS) |filename=|img-src|^\{\}\{\{of="
)


def files() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith(OFFLINE):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def said(trees: list[tuple[str, ast.Module]]) -> dict[str, str]:
    """Each sentence as the catalogue names it, with `{}` for what is filled in, and where it stands."""
    kinds = _refusals([tree for _, tree in trees])
    found: dict[str, str] = {}
    for name, tree in trees:
        passed = _not_looked_at(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and kinds & _bases(node) and (told := ast.get_docstring(node)):
                found.setdefault(_escaped(told.splitlines()[0]), f"{name}:{node.lineno}")
            elif isinstance(node, ast.Call) and _called(node) in kinds | TOLD:
                for sentence in _sentences(node.args[0] if node.args else None):
                    found.setdefault(sentence, f"{name}:{node.lineno}")
            elif (
                isinstance(node, (ast.Constant, ast.JoinedStr)) and node not in passed and name not in WORDED
            ):
                phrase = name in PHRASED and isinstance(node, ast.JoinedStr)
                for sentence in _sentences(node):
                    if (phrase or _READS_LIKE_ONE.fullmatch(sentence)) and not _NO_SENTENCE.search(sentence):
                        found.setdefault(sentence, f"{name}:{node.lineno}")
    return {
        sentence: at for sentence, at in found.items() if sentence not in NOT_SAID and _has_words(sentence)
    }


def _refusals(trees: list[ast.Module]) -> set[str]:
    """The names of Refused and of all classes below it."""
    bases = {
        node.name: _bases(node) for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    }
    known = {"Refused"}
    while more := {name for name, above in bases.items() if above & known} - known:
        known |= more
    return known


def _bases(node: ast.ClassDef) -> set[str]:
    return {_named(base) for base in node.bases}


def _not_looked_at(tree: ast.Module) -> set[ast.AST]:
    """Docstrings, descriptions of parameters, and the pieces of f-strings."""
    passed: set[ast.AST] = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Expr)
            or (isinstance(node, ast.keyword) and node.arg == "description")
            or (isinstance(node, ast.Assign) and _named(node.targets[0]) == "__doc__")
        ):
            passed.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            passed.update(node.values)
    return passed


def _sentences(node: ast.AST | None) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [_escaped(node.value)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(_escaped(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)]
    if isinstance(node, ast.IfExp):
        return _sentences(node.body) + _sentences(node.orelse)
    return []


def _escaped(text: object) -> str:
    return str(text).replace("{", "{{").replace("}", "}}")


def _has_words(sentence: str) -> bool:
    return len(re.findall(r"[A-Za-z]{2,}", sentence)) > 0


def _called(node: ast.Call) -> str:
    return _named(node.func)


def _named(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
