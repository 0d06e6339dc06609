"""Settings: a flag and an environment variable each, with bounds, help and clear refusals."""

import pickle
from pathlib import Path

import pytest

from backstep.describe.limits import Limits
from backstep.main import check_store, read_settings
from backstep.settings import Settings

OTHER = {
    "host": "0.0.0.0",
    "port": "9000",
    "store": "sqlite:///runs.sqlite",
    "no_open": "true",
    "log_level": "debug",
    "workers": "3",
    "max_body_bytes": "2048",
    "idle_seconds": "3",
    "head_seconds": "3.5",
    "body_seconds": "4.5",
    "unread_seconds": "5.5",
    "max_layers": "7",
    "max_parameters": "1000",
    "max_activations": "1001",
    "max_data": "1002",
    "max_work": "5000.0",
    "look_seconds": "2.5",
    "compute_seconds": "7.5",
    "trainings": "2",
    "training_seconds": "60.0",
    "niceness": "7",
    "spare_workers": "3",
    "tape_bytes": "4096",
    "retention_days": "30",
    "retention_bytes": "1000000",
    "log_format": "json",
    "metrics": "true",
    "requests_per_minute": "100",
    "requests_at_once": "5",
    "allowed_hosts": "a.example *.b.example",
    "trusted_proxies": "192.0.2.7 2001:db8::/32",
    "access_key_file": "key.txt",
    "cors_origins": "https://a.example http://b.example:8080",
    "frame_ancestors": "'self' https://c.example",
    "dev": "true",
}


def flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def arguments(name: str, value: str) -> list[str]:
    return [flag(name)] if value == "true" else [flag(name), value]


def test_every_setting_is_tried_here() -> None:
    assert {*OTHER, "kinds"} == set(Settings.model_fields)  # kinds: see below


@pytest.mark.parametrize("name", OTHER)
def test_a_setting_is_a_flag_and_a_variable(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    by_flag = read_settings(arguments(name, OTHER[name]))
    monkeypatch.setenv(f"BACKSTEP_{name.upper()}", OTHER[name])
    by_variable = read_settings([])
    assert by_flag == by_variable
    assert getattr(by_flag, name) != getattr(Settings.model_construct(), name)


def test_the_flag_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKSTEP_PORT", "9000")
    assert read_settings(["--port=9001"]).port == 9001


def test_help_asks_for_files_where_files_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_settings(["--help"])
    said = capsys.readouterr().out
    assert "--kinds FILE…" in said
    assert "tuple" not in said and "Annotated" not in said


def test_workers_get_the_same_settings() -> None:
    settings = read_settings([part for name in OTHER for part in arguments(name, OTHER[name])])
    assert pickle.loads(pickle.dumps(settings)) == settings


def test_the_defaults_of_the_limits_are_the_engines() -> None:
    assert Settings().limits == Limits()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "65536"),
        ("port", "http"),
        ("workers", "0"),
        ("store", "redis"),
        ("store", "sqlite:///"),
        ("log_level", "loud"),
        ("max_parameters", "0"),
        ("max_body_bytes", "12"),
        ("allowed_hosts", "https://a.example"),
        ("allowed_hosts", "a.example:80"),
        ("allowed_hosts", "a.*"),
        ("trusted_proxies", "localhost"),
        ("trusted_proxies", "192.0.2.7/24"),
        ("cors_origins", "example.org/path"),
        ("frame_ancestors", "'self'; script-src *"),
    ],
)
def test_a_wrong_one_is_named_in_one_line(
    name: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        read_settings([flag(name), value])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert flag(name) in said
    assert value in said
    assert "Traceback" not in said


def test_workers_need_a_store_that_they_share(capsys: pytest.CaptureFixture[str]) -> None:
    assert read_settings(["--store", "memory:"]).workers == 1
    with pytest.raises(SystemExit) as ended:
        read_settings(["--store", "memory:", "--workers", "2"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("backstep: --workers: workers share nothing but")


def test_a_store_that_cannot_be_opened_is_named_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check_store(Settings(store=f"sqlite:///{tmp_path}/runs.sqlite"))
    for path in (tmp_path, Path("/proc/nowhere/runs.sqlite")):
        with pytest.raises(SystemExit) as ended:
            check_store(Settings(store=f"sqlite:///{path}"))
        assert ended.value.code == 2
        said = capsys.readouterr().err
        assert said.startswith("backstep: --store: ") and said.count("\n") == 1


def test_an_unknown_flag_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_settings(["--prot", "9000"])
    assert ended.value.code == 2
    assert "--prot" in capsys.readouterr().err


def test_help_says_every_setting(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_settings(["--help"])
    assert ended.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    for name, field in Settings.model_fields.items():
        assert flag(name) in said
        assert field.description is not None


def test_files_to_run_are_named_on_the_command_line_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BACKSTEP_ALLOWED_HOSTS", raising=False)
    named = ["--kinds", "a b.py", "layers.py:Linear(4, 3)", "--port", "0", "--kinds=c.py"]
    read = read_settings(named)
    assert read.kinds == ("a b.py", "layers.py:Linear(4, 3)", "c.py")
    assert read.port == 0
    monkeypatch.setenv("BACKSTEP_KINDS", '["a.py"]')
    assert Settings().kinds == ()
    with pytest.raises(SystemExit):
        read_settings([])
    assert "BACKSTEP_KINDS: files to run are named by --kinds only" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--host", "0.0.0.0"], "for this machine only, and --host is 0.0.0.0"),
        (["--host", "example.org"], "--host is example.org"),
        (["--allowed-hosts", "a.example"], "leave out --allowed-hosts"),
        (["--trusted-proxies", "127.0.0.1"], "leave out --trusted-proxies"),
        (["--cors-origins", "https://a.example"], "leave out --cors-origins"),
        (["--workers", "2"], "leave out --workers"),
        (["--store", "redis://127.0.0.1:6379/0"], "give another --store"),
    ],
)
def test_own_code_is_refused_with_whatever_lets_others_in(
    more: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BACKSTEP_ALLOWED_HOSTS", raising=False)
    with pytest.raises(SystemExit):
        read_settings(["--kinds", "dense.py", *more])
    assert said in capsys.readouterr().err
    assert read_settings(["--kinds", "dense.py", "--host", "::1"]).kinds == ("dense.py",)
