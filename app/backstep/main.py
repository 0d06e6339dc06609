"""Puts the application together, and starts it: `backstep` on the command line."""

import gc
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from importlib import import_module
from socket import socket
from threading import current_thread, main_thread

import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError
from pydantic_settings import CliApp

from backstep import __version__
from backstep.api.include import include_api
from backstep.command import store as store_command
from backstep.doors.include import include_doors
from backstep.doors.key import VARIABLE, Key, NoKey, take_key
from backstep.errors import Unavailable
from backstep.kinds.files import Unsafe, named
from backstep.serving.connection import Connection, Times
from backstep.serving.server import Server, leave
from backstep.serving.supervisor import Supervisor
from backstep.settings import Settings, is_loopback
from backstep.store.opening import open_store
from backstep.web.browser import open_when_ready
from backstep.web.head import HeadAsGet
from backstep.web.headers import SecurityHeaders
from backstep.web.journal import log_config
from backstep.web.packing import Packing
from backstep.web.pages import include_pages
from backstep.work.closing import announced

VARIABLE_OF_KINDS, FLAG_OF_KINDS = "BACKSTEP_KINDS", "--kinds"
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # to listen at, and to be opened on this machine


def create_app(settings: Settings | None = None, key: Key | None = None) -> FastAPI:
    """The whole application; without settings or a key, with those of the environment."""
    settings = settings or Settings()
    app = FastAPI(
        title="backstep",
        version=__version__,
        summary="Every number of backpropagation, step by step, and where it came from.",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    context = include_api(app, settings)
    if settings.metrics:
        measures = import_module("backstep.web.measures")  # needs the extra
        measures.include_measures(app, context)
    pages = include_pages(app, settings.dev)
    # The last one added is the outermost: safety first, then who may ask, then the size.
    app.add_middleware(Packing, minimum_size=1000, compresslevel=1)
    include_doors(app, settings, key or take_key(settings.access_key_file), pages)
    app.add_middleware(HeadAsGet)
    app.add_middleware(SecurityHeaders, frame_ancestors=settings.frame_ancestors)
    if settings.metrics:
        measures.count_answers(app)
    return app


@asynccontextmanager
async def _lifespan(_: FastAPI) -> AsyncIterator[None]:
    if current_thread() is main_thread():  # a server's own, and not one of a test's many
        gc.collect()
        gc.freeze()  # what is there now stays: to look through it again and again holds up who asks
    with announced():
        yield


def read_settings(arguments: list[str]) -> Settings:
    """The settings of a command line; a wrong one ends the program with one line for each."""
    if VARIABLE_OF_KINDS in os.environ:
        sys.stderr.write(f"backstep: {VARIABLE_OF_KINDS}: files to run are named by --kinds only\n")
        raise SystemExit(2)
    try:
        return CliApp.run(Settings, cli_args=with_kinds(arguments))
    except ValidationError as problem:
        for error in problem.errors():
            name = "-".join(str(part) for part in error["loc"]).replace("_", "-")
            said = error["msg"].removeprefix("Value error, ")
            sys.stderr.write(f"backstep: --{name}: {said} (found {error['input']!r})\n")
        raise SystemExit(2) from None


def with_kinds(arguments: list[str]) -> list[str]:
    """The same with all files that follow `--kinds` as one value; a name may hold blanks."""
    kept, files = list[str](), list[str]()
    taking = False
    for argument in arguments:
        if argument.startswith("--"):
            taking = argument == FLAG_OF_KINDS
            if argument.startswith(f"{FLAG_OF_KINDS}="):
                files.append(argument.partition("=")[2])
            elif not taking:
                kept.append(argument)
        elif taking:
            files.append(argument)
        else:
            kept.append(argument)
    if FLAG_OF_KINDS in arguments and not files:
        sys.stderr.write(
            f"backstep: {FLAG_OF_KINDS}: name a file, as in {FLAG_OF_KINDS} dense.py\n"
        )
        raise SystemExit(2)
    return [*kept, f"{FLAG_OF_KINDS}={json.dumps(files)}"] if files else kept


def check_kinds(settings: Settings) -> None:
    """End the program with one line where a file is not there, or others may write it."""
    try:
        several = [named(file) for file in settings.kinds]
        twice = [one.kind for one in several if [o.kind for o in several].count(one.kind) > 1]
        if twice:
            said = f"{twice[0]} is named twice: each file has a name of its own"
            raise Unsafe(said, f"{twice[0]} está dos veces: cada archivo tiene un nombre propio")
    except Unsafe as problem:
        sys.stderr.write(f"backstep: --kinds: {problem}\n")
        raise SystemExit(2) from None


def read_with_kinds(arguments: list[str]) -> Settings:
    """The settings of a command line whose files of kinds may be run."""
    settings = read_settings(arguments)
    check_kinds(settings)
    return settings


def check_store(settings: Settings) -> None:
    """End the program with one line where the store cannot be opened."""
    try:
        open_store(settings.store).close()
    except Unavailable as problem:
        sys.stderr.write(f"backstep: --store: {problem} (found {settings.store!r})\n")
        raise SystemExit(2) from None


def read_key(settings: Settings) -> Key | None:
    """The access key; one that cannot be read ends the program with one line."""
    try:
        return take_key(settings.access_key_file)
    except NoKey as problem:
        sys.stderr.write(f"backstep: {VARIABLE} or --access-key-file: {problem}\n")
        raise SystemExit(2) from None


def run() -> None:
    """The console script."""
    with suppress(KeyboardInterrupt):  # Ctrl-C before there is anything to end
        if sys.argv[1:2] == ["store"]:
            raise SystemExit(store_command.run(sys.argv[2:], read_with_kinds))
        serve()


def serve() -> None:
    """Reads the settings, says the address, serves until it is told to end."""
    settings = read_settings(sys.argv[1:])
    check_kinds(settings)
    check_store(settings)
    key = read_key(settings)
    many = settings.workers > 1
    # Workers are handed settings and key through a pipe: an environment could be read by others.
    make = partial(create_app, settings, key)
    config = uvicorn.Config(
        make if many else make(),
        factory=many,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        log_level=settings.log_level,
        log_config=log_config(settings.log_level, settings.log_format),
        server_header=False,
        http=Connection,
        ws="none",
        timeout_keep_alive=settings.idle_seconds,
        proxy_headers=False,  # by default every client on this machine could choose its address
    )
    times = Times(
        idle=settings.idle_seconds,
        head=settings.head_seconds,
        body=settings.body_seconds,
        unread=settings.unread_seconds,
    )
    port = _listen(config)
    host = EVERYWHERE.get(settings.host, settings.host)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{port.getsockname()[1]}/"
    sys.stdout.write(f"backstep is at {address} (Ctrl-C ends it)\n")
    sys.stdout.write(warning(settings, key))
    sys.stdout.flush()
    if not settings.no_open:
        open_when_ready(address)
    if many:
        leave(Supervisor(config, times, port).run())
    Server(config, times).run(sockets=[port])


def warning(settings: Settings, key: Key | None) -> str:
    """A line about who else may come in; none where only this machine can."""
    if is_loopback(settings.host):
        return ""
    if key is not None:
        return "It asks every client for its key; over plain http, others may overhear it.\n"
    return (
        "Whoever reaches this address can read and add runs, and use this machine's processors and "
        f"disk: give a key in {VARIABLE}, or with --access-key-file (docs/security.md).\n"
    )


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
