"""All doors, in the order in which a request comes to them."""

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from backstep.doors.door import Doors, values
from backstep.doors.hosts import Hosts, flag_for
from backstep.doors.key import Key
from backstep.doors.keyhole import Keyhole
from backstep.doors.origins import Origins
from backstep.doors.rates import Rates
from backstep.doors.together import Together
from backstep.errors import BackstepError
from backstep.settings import Settings
from backstep.store.opening import open_tally
from backstep.web.plain import PlainPages, is_for_a_reader


def include_doors(app: FastAPI, settings: Settings, key: Key | None, pages: PlainPages) -> None:
    """Adds them from the innermost to the outermost: what is added last is met first."""
    tally = open_tally(settings.store)
    together = Together(tally) if tally else None
    app.add_middleware(
        Rates,
        per_minute=settings.requests_per_minute,
        at_once=settings.requests_at_once,
        together=together,
    )
    if key is not None:
        processes = 1 if together else settings.workers
        app.add_middleware(Keyhole, key=key, pages=pages, processes=processes, together=together)
    origins = settings.cors_origins.split()
    app.add_middleware(Doors, doors=[Origins(origins)])
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST"],
            allow_headers=["authorization", "content-type", "if-none-match"],
            expose_headers=["etag", "location", "retry-after"],
        )

    def told(scope: Scope, _: BackstepError) -> Response | None:
        if not is_for_a_reader(scope):
            return None
        return pages.wrong_name(scope, flag_for(values(scope, b"host")))

    # Code of one's own is run for who sits here: other names are nobody's who does.
    hosts = Hosts([*settings.allowed_hosts.split(), settings.host], here=bool(settings.kinds))
    app.add_middleware(Doors, doors=[hosts], told=told)
    if settings.trusted_proxies:
        proxies = settings.trusted_proxies.split()
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=proxies)
