"""Everything that can be set, once: name, default, bounds and help of each.

A field `max_parameters` is the flag `--max-parameters` and the environment variable
`BACKSTEP_MAX_PARAMETERS`; the flag wins. `backstep --help` and docs/settings.md list them all.
"""

import re
from dataclasses import fields
from importlib.util import find_spec
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from typing_extensions import TypeAliasType

from backstep.describe.limits import Limits
from backstep.store.address import check_address

MIB = 2**20
DEFAULTS = Limits()

ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?|https?://\[[0-9a-fA-F:]+\](:\d+)?")
HOST = re.compile(r"\*|(\*\.)?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")
ANCESTOR = re.compile(r"'none'|'self'|https?:|(https?://)?(\*\.)?[A-Za-z0-9.-]+(:(\d+|\*))?")


if TYPE_CHECKING:
    Files = tuple[str, ...]
else:  # `--help` calls them by this name, and not as Python writes their type
    Files = TypeAliasType("FILE…", tuple[str, ...])


def _metrics(wanted: bool) -> bool:
    if wanted and find_spec("prometheus_client") is None:
        raise ValueError("it needs the extra metrics: pip install 'backstep-nn[metrics]'")
    return wanted


def _workers(count: int, info: ValidationInfo) -> int:
    if count > 1 and info.data.get("store") == "memory:":
        raise ValueError("workers share nothing but the store, and memory: is each one's own")
    return count


def _origins(text: str) -> str:
    for origin in text.split():
        if origin != "*" and not ORIGIN.fullmatch(origin):
            raise ValueError(f"{origin} is no origin; write them like https://example.org, or *")
    return text


def _hosts(text: str) -> str:
    for host in text.split():
        if not HOST.fullmatch(host):
            raise ValueError(f"{host} is no name; write them like example.org or *.example.org")
    return text


def _proxies(text: str) -> str:
    for proxy in text.split():
        try:
            ip_network(proxy)
        except ValueError:
            raise ValueError(f"{proxy} is no address; write 192.0.2.7 or 192.0.2.0/24") from None
    return text


def _ancestors(text: str) -> str:
    for source in text.split():
        if not ANCESTOR.fullmatch(source):
            raise ValueError(f"{source} is none of 'none', 'self' or an origin like https://a.org")
    return text or "'none'"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens there."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _kinds(files: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    """Own code is for the one who sits here: whatever lets others in is refused with it."""
    if not files:
        return files
    told = info.data
    host = told.get("host", "")
    if not is_loopback(host):
        raise ValueError(f"code of your own is run for this machine only, and --host is {host}")
    for name, flag in (
        ("allowed_hosts", "--allowed-hosts"),
        ("trusted_proxies", "--trusted-proxies"),
        ("cors_origins", "--cors-origins"),
    ):
        if told.get(name):
            raise ValueError(f"code of your own is run for this machine only: leave out {flag}")
    if told.get("workers", 1) > 1:
        raise ValueError("the files are followed by one server process: leave out --workers")
    if str(told.get("store", "")).startswith("redis"):
        raise ValueError(
            "a store that others share would hold what only your files can compute: "
            "give another --store"
        )
    return files


class WithoutKinds(EnvSettingsSource):
    """Whose code is run is said on the command line, and nowhere else."""

    def __call__(self) -> dict[str, Any]:
        found = super().__call__()
        found.pop("kinds", None)
        return found


class Settings(BaseSettings):
    """backstep: see every number of backpropagation, step by step, in the browser and over REST."""

    model_config = SettingsConfigDict(
        env_prefix="BACKSTEP_",
        cli_prog_name="backstep",
        cli_kebab_case=True,
        cli_implicit_flags="toggle",
        cli_hide_none_type=True,
        cli_avoid_json=True,
        extra="forbid",
        frozen=True,
    )

    host: str = Field("127.0.0.1", min_length=1, description="the address to listen on")
    port: int = Field(8000, ge=0, le=65535, description="the port to listen on; 0 is a free one")
    store: Annotated[str, AfterValidator(check_address)] = Field(
        "sqlite:///~/.backstep/backstep.sqlite",
        description="where runs are kept: sqlite:///path, redis://host:port/0, or memory: "
        "(gone when the server ends)",
    )
    no_open: bool = Field(False, description="do not open a browser")
    log_level: Literal["critical", "error", "warning", "info", "debug"] = Field(
        "warning", description="how much is logged; info shows every request"
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="how it is logged: lines to read, or objects without user data"
    )
    metrics: Annotated[bool, AfterValidator(_metrics)] = Field(
        False, description="count answers, and tell them at /metrics (extra metrics)"
    )
    workers: Annotated[int, AfterValidator(_workers)] = Field(
        1, ge=1, le=64, description="server processes; they share the store only, so not memory:"
    )

    max_body_bytes: int = Field(
        32 * MIB, ge=1024, le=1024 * MIB, description="largest body of a request, in bytes"
    )
    idle_seconds: int = Field(
        15, ge=1, le=3600, description="longest wait for a connection's next request, in seconds"
    )
    head_seconds: float = Field(
        10.0, gt=0, le=3600, description="longest that a request's head may take, in seconds"
    )
    body_seconds: float = Field(
        20.0,
        gt=0,
        le=3600,
        description="longest that a request's body may take, in seconds; "
        "a second more for each 64 kB that has come",
    )
    unread_seconds: float = Field(
        30.0, gt=0, le=3600, description="longest wait for a client that does not read, in seconds"
    )
    max_layers: int = Field(
        DEFAULTS.max_layers, ge=1, le=1000, description="most layers that a network may have"
    )
    max_parameters: int = Field(
        DEFAULTS.max_parameters, ge=1, le=10**9, description="most parameters of a network"
    )
    max_activations: int = Field(
        DEFAULTS.max_activations, ge=1, le=10**9, description="most activations, times the batch"
    )
    max_data: int = Field(
        DEFAULTS.max_data, ge=1, le=10**9, description="most numbers of data, all samples together"
    )
    max_work: float = Field(
        DEFAULTS.max_work, ge=1, le=1e15, description="most multiplications of one request, about"
    )
    look_seconds: float = Field(
        10.0,
        gt=0,
        le=3600,
        description="longest that a request may look at what is there, in seconds",
    )
    compute_seconds: float = Field(
        30.0, gt=0, le=3600, description="longest that a request but train may compute, in seconds"
    )
    trainings: int = Field(
        0,
        ge=0,
        le=256,
        description="cores that the trainings of a server process share in turns; 0: all of them",
    )
    training_seconds: float = Field(
        3600.0,
        gt=0,
        le=30 * 86_400,
        description="longest that one training may compute, in seconds",
    )
    niceness: int = Field(
        5, ge=0, le=19, description="how far processes that compute give way to those that answer"
    )
    spare_workers: int = Field(
        2,
        ge=0,
        le=64,
        description="processes that compute and are ready before they are needed, "
        "no more than cores",
    )
    retention_days: int = Field(
        90, ge=0, le=36_500, description="days that a store keeps what nobody looks at; 0: for ever"
    )
    retention_bytes: int = Field(
        5 * 1024 * MIB,
        ge=0,
        le=2**60,
        description="bytes from which a store lets the oldest go; 0: no bound",
    )
    tape_bytes: int = Field(
        512 * MIB, ge=0, le=2**40, description="memory for computed tapes in each worker, in bytes"
    )

    requests_per_minute: int = Field(
        30_000,
        ge=0,
        le=10**9,
        description="most requests of one client to the API in a minute, "
        "of one address 60 times as many; 0: any number",
    )
    requests_at_once: int = Field(
        64,
        ge=0,
        le=10**6,
        description="most requests of one client that are answered at once, "
        "of one address 60 times as many; 0: any number",
    )
    allowed_hosts: Annotated[str, AfterValidator(_hosts)] = Field(
        "",
        description="names that the server goes by, besides IP addresses, localhost and the "
        "machine's own, separated by spaces; *.example.org is all below it, * any",
    )
    trusted_proxies: Annotated[str, AfterValidator(_proxies)] = Field(
        "",
        description="addresses or networks of proxies whose X-Forwarded-For and "
        "X-Forwarded-Proto are believed, separated by spaces",
    )
    access_key_file: str = Field(
        "", description="a file whose first line is the key that every client is asked for"
    )
    cors_origins: Annotated[str, AfterValidator(_origins)] = Field(
        "", description="origins whose pages may call the API, separated by spaces; * is any"
    )
    frame_ancestors: Annotated[str, AfterValidator(_ancestors)] = Field(
        "'none'", description="who may show the page in a frame, as in Content-Security-Policy"
    )

    dev: bool = Field(
        False, description="for work on the page: its files are read again at each opening"
    )

    kinds: Annotated[Files, AfterValidator(_kinds)] = Field(
        (),
        description="files of your own, each a layer: FILE, or FILE:NAME for a class in it; "
        "on the command line alone, and only where nobody but this machine can ask",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        environment = WithoutKinds(settings_cls)
        return init_settings, environment, dotenv_settings, file_secret_settings

    @property
    def limits(self) -> Limits:
        """How much one network and one request may ask for."""
        return Limits(**{field.name: getattr(self, field.name) for field in fields(Limits)})
