"""All public pages, as one router of the app."""

from __future__ import annotations

from litestar import Router
from litestar.di import Provide
from litestar.types import ControllerRouterHandler

from pitboss.api import edge
from pitboss.public import (
    assets,
    cabinet,
    channels,
    complaint,
    complaint_case,
    documents,
    request,
    service,
    survey,
    track,
    verify,
)
from pitboss.public import help as centre
from pitboss.public.shell import EXCEPTION_HANDLERS, MAX_FORM, provide_here

ROUTER = Router(
    "/",
    route_handlers=[
        *centre.HANDLERS,
        *channels.HANDLERS,
        *verify.HANDLERS,
        *service.HANDLERS,
        *request.HANDLERS,
        *cabinet.HANDLERS,
        *complaint.HANDLERS,
        *complaint_case.HANDLERS,
        *track.HANDLERS,
        *documents.HANDLERS,
        *survey.HANDLERS,
    ],
    dependencies={"here": Provide(provide_here)},
    before_request=edge.limit_by_address,
    exception_handlers=EXCEPTION_HANDLERS,
    include_in_schema=False,
    request_max_body_size=MAX_FORM,
)
API = [*verify.API]
HANDLERS: list[ControllerRouterHandler] = [ROUTER, *assets.HANDLERS]
