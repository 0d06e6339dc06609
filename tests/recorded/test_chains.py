"""Chains stay what they are: the ids of recorded descriptions, and the programs compiled of them.

Both were taken when networks were chains and nothing else. That a program runs the same rules in
the same order on the same slots is the proof that a chain costs no more than it did.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from backstep.describe.description import normalise
from backstep.describe.later import without_later
from backstep.describe.network import Network, build
from backstep.presets import PRESETS
from backstep.run.program import program
from backstep.store import cause
from backstep.store.ids import base_of

DESCRIPTIONS = json.loads(Path(__file__).with_name("descriptions.json").read_text("utf-8"))
DESCRIPTIONS |= {f"preset {name}": preset["description"] for name, preset in PRESETS.items()}

RECORDED: dict[str, tuple[str, str]] = {  # base of the id, digest of the program
    "no layers": ("9rwpacmrfp2qvsj7g99e", "31308eb68b41d570"),
    "one number": ("rdrqha2trx8cat2tbwdh", "bcfa1159407f78b5"),
    "labels and frozen": ("d7m4c53gpq6024bv8gca", "0071e0ebc27b4a11"),
    "rectifiers": ("13r6ab4rdx51hd65nq00", "55fc77402eff48b6"),
    "smooth": ("jybz5a3b2ce1zdtkkzhw", "eaf7d3b4f42ad84c"),
    "constants": ("zvpz5nzheyrnqmw7hfmn", "a6e06a6bf4af33c0"),
    "softmax": ("bqq02yn3gfg7kkak54k6", "96342fd2b9bd21ee"),
    "binary": ("epsm9361wgqfctpxnrqg", "4cc53671ba05484f"),
    "scores": ("qj1qsghn800g56z6yw50", "83f0e35aee2b9c62"),
    "convolution": ("d7187rx27s55dy2cyrt9", "29c80b37e855f72b"),
    "average pooling": ("x8h2fegrspjrdp950fpc", "bf5a7cec98e0b637"),
    "norms of rank 3": ("g68nvzgwf7hzmh92yt8a", "98b432b3948a7b47"),
    "dropout": ("ystwxhnwmgceg713nqbr", "96daa152c639a21c"),
    "single precision": ("w33havkjd3v4rtp1rbrf", "4ec8bdb8d0683e25"),
    "given parts": ("h68sm70janrqbcjh8rd1", "4bf9b985e5d55110"),
    "moons": ("r93hwgkzn83t3m09cqhz", "5440f8d42ff9c3b7"),
    "iris": ("559b5p6rh5amvcvd3m4w", "6c10c40aae7cd654"),
    "out of range": ("9w7q7xbqwp976w68p5a0", "f1c97e64f9d68be2"),
    "twelve layers": ("vw689v0ddtyqxp2dcv0m", "fcc9fe9aa9b71a66"),
    "rank 1": ("rb2weecm7558a1nrm11a", "900365239894f191"),
    "preset course": ("w53a0cznghsgfnwghd3v", "daa7c29dd5bb7342"),
    "preset mazur": ("c3n8tme7m32etmsg8agr", "dc0dc527ea2005fc"),
    "preset xor": ("rdgsxq5z892j5vx7b83d", "f61082ffe5408f61"),
    "preset classifier": ("7x7z8xsr8ywyyfk77wrt", "20f010c0b2a8fe39"),
    "preset convolution": ("9kc90pg5aekcqgafshb9", "c99d91b007f32474"),
    "preset spiral": ("wgjpfd04aw3y8scrc4p7", "2127e49b54e549fc"),
    "preset digits": ("gkdhvw4tdfnht4mmsxy9", "8f67a18fa2a19d8d"),
}

# Networks that branch are younger: theirs are what they were when the presets came.
BRANCHING: dict[str, tuple[str, str]] = {
    "preset residual": ("r33kp7c9qzmwkvd2wncr", "58d78aa6906a799b"),
    "preset attention": ("te9hbdz55jjb2ksy4e5j", "e4e4d067bb60340d"),
    "preset transformer": ("yb2q64g2pmtv4a6m6jwn", "10041afc56c3daa9"),
    "preset recurrent": ("f8py3ppwq1jswfgt5zrx", "9585702514bea439"),
}


def compiled(network: Network) -> Any:
    """A program as it stands: which rules, on which slots, in which order."""
    made = program(network, network.batch_size)
    calls = [
        (step.kind.name, step.rule.name, places, result)
        for step, places, (_, _, result) in zip(
            made.plan.steps, made.places, made.instructions, strict=True
        )
    ]
    return calls, list(made.slot), made.carried, sorted(made.drawing.items()), len(made.blank)


def digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16]


def recorded_of(name: str) -> tuple[str, str]:
    network = build(normalise(DESCRIPTIONS[name]))
    base = base_of(cause.of_description(without_later(network.description)))
    return base, digest(compiled(network))


@pytest.mark.parametrize("name", RECORDED)
def test_a_chain_has_the_id_and_the_program_that_it_had(name: str) -> None:
    assert recorded_of(name) == RECORDED[name]


@pytest.mark.parametrize("name", BRANCHING)
def test_a_preset_that_branches_has_the_id_and_the_program_that_it_had(name: str) -> None:
    assert recorded_of(name) == BRANCHING[name]


def test_every_preset_is_recorded() -> None:
    assert {name for name in DESCRIPTIONS if name.startswith("preset ")} <= RECORDED.keys() | (
        BRANCHING.keys()
    )
