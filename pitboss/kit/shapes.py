"""A Struct from the fields of another."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

T = TypeVar("T", bound=msgspec.Struct)


def shaped(shape: type[T], row: object, /, **more: Any) -> T:
    """`shape` with `more`, and the rest of its fields as `row` has them."""
    fields = {name: getattr(row, name) for name in shape.__struct_fields__ if name not in more}
    return shape(**fields, **more)


def changed(shape: type[T], before: object, patch: object) -> T:
    """`shape` with what a patch names; what it leaves UNSET stays as it was before."""
    return shape(
        **{
            name: getattr(before if getattr(patch, name) is msgspec.UNSET else patch, name)
            for name in shape.__struct_fields__
        }
    )
