"""How much work an iteration is, so that nobody waits for one request longer than the limit."""

from backstep.describe.cost import sums_of
from backstep.describe.network import Block, Network
from backstep.describe.shapes import active_rules, block_cost
from backstep.run.state import State

# Calling numpy at all takes about as long as so many multiplications: in a small network
# that, and not arithmetic, is what an iteration costs.
CALL = 5_000


def iteration_work(network: Network) -> float:
    """Multiplications of one iteration, about, forward, backward and update."""
    samples = network.batch_size
    work = sum(_block_work(block, samples) for block in network.blocks)
    work += sum(CALL + added.work for added in sums_of(network.blocks, samples))
    updates = len(active_rules(network.optimizer.kind, network.optimizer.settings))
    return work + updates * (network.parameter_count + CALL * len(network.parameters))


def _block_work(block: Block, samples: int) -> float:
    _, work = block_cost(block.kind, block.settings, block.into(samples), block.out(samples))
    return work + CALL * len(block.kind.rules)


def state_bytes(state: State) -> int:
    return sum(array.nbytes for array in state.values())
