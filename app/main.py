"""Puts the application together, and starts it: `backstep` on the command line."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from socket import socket

import uvicorn
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from pydantic import ValidationError
from pydantic_settings import CliApp

from app import __version__
from app.api import include_api
from app.browser import open_when_ready
from app.closing import announced
from app.doors.door import Doors
from app.doors.hosts import Hosts
from app.doors.origins import Origins
from app.errors import Unavailable
from app.head import HeadAsGet
from app.headers import SecurityHeaders
from app.pages import include_pages
from app.serving.server import Server
from app.serving.supervisor import Supervisor
from app.settings import Settings
from app.store.opening import open_store

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # to listen at, and to be opened on this machine


def create_app(settings: Settings | None = None) -> FastAPI:
    """The whole application; without settings, with those of the environment."""
    settings = settings or Settings()
    app = FastAPI(
        title="backstep",
        version=__version__,
        summary="Every number of backpropagation, step by step, and where it came from.",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    include_api(app, settings)
    include_pages(app)
    # The last one added is the outermost: safety first, then who may ask, then the size.
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=1)
    app.add_middleware(Doors, doors=[Origins(settings.cors_origins.split())])
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins.split(),
            allow_methods=["GET", "POST"],
            allow_headers=["content-type", "if-none-match"],
            expose_headers=["etag", "location", "retry-after"],
        )
    app.add_middleware(Doors, doors=[Hosts([*settings.allowed_hosts.split(), settings.host])])
    app.add_middleware(HeadAsGet)
    app.add_middleware(SecurityHeaders, frame_ancestors=settings.frame_ancestors)
    return app


@asynccontextmanager
async def _lifespan(_: FastAPI) -> AsyncIterator[None]:
    with announced():
        yield


def read_settings(arguments: list[str]) -> Settings:
    """The settings of a command line; a wrong one ends the program with one line for each."""
    try:
        return CliApp.run(Settings, cli_args=arguments)
    except ValidationError as problem:
        for error in problem.errors():
            name = "-".join(str(part) for part in error["loc"]).replace("_", "-")
            said = error["msg"].removeprefix("Value error, ")
            sys.stderr.write(f"backstep: --{name}: {said} (found {error['input']!r})\n")
        raise SystemExit(2) from None


def check_store(settings: Settings) -> None:
    """End the program with one line where the store cannot be opened."""
    try:
        open_store(settings.store).close()
    except Unavailable as problem:
        sys.stderr.write(f"backstep: --store: {problem} (found {settings.store!r})\n")
        raise SystemExit(2) from None


def run() -> None:
    """The console script."""
    with suppress(KeyboardInterrupt):  # Ctrl-C before there is anything to end
        serve()


def serve() -> None:
    """Reads the settings, says the address, serves until it is told to end."""
    settings = read_settings(sys.argv[1:])
    check_store(settings)
    many = settings.workers > 1
    os.environ.update(settings.environment())  # worker processes read them from there
    config = uvicorn.Config(
        "app.main:create_app" if many else create_app(settings),
        factory=many,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        log_level=settings.log_level,
        server_header=False,
    )
    port = _listen(config)
    host = EVERYWHERE.get(settings.host, settings.host)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{port.getsockname()[1]}/"
    sys.stdout.write(f"backstep is at {address} (Ctrl-C ends it)\n")
    sys.stdout.flush()
    if not settings.no_open:
        open_when_ready(address)
    if many:
        raise SystemExit(Supervisor(config, port).run())
    Server(config).run(sockets=[port])


def _listen(config: uvicorn.Config) -> socket:
    """The open port. Who asks before the application is ready waits, and is not refused."""
    try:
        opened = config.bind_socket()
    except SystemExit:  # uvicorn has said why
        sys.stderr.write(f"backstep: --port: {config.port} cannot be had here; try another\n")
        raise
    opened.listen(config.backlog)
    return opened


if __name__ == "__main__":
    run()
