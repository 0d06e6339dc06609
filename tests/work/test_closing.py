"""An open stream of events does not keep the server from ending."""

import signal
import subprocess
import sys
import urllib.request

import pytest

ENDLESS = """
import asyncio
import socket
import uvicorn
from fastapi.responses import StreamingResponse
from backstep.work.closing import closing
from backstep.main import create_app
from backstep.settings import Settings

async def events():
    while not closing.is_set():
        yield "event: tick\\n\\n"
        await asyncio.sleep(0.05)

app = create_app(Settings(store="memory:"))
app.add_route("/endless", lambda _: StreamingResponse(events(), media_type="text/event-stream"))
server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
server.run(sockets=[listening])
"""


@pytest.mark.parametrize(
    "number", [pytest.param(signal.SIGINT, marks=pytest.mark.long), signal.SIGTERM]
)
def test_the_server_ends_though_somebody_listens(number: signal.Signals) -> None:
    command = [sys.executable, "-c", ENDLESS]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/endless", timeout=120) as stream:
            assert stream.readline() == b"event: tick\n"
            process.send_signal(number)
            process.wait(timeout=60)  # it would go on for ever
