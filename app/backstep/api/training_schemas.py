"""The bodies and answers of training as JSON Schema, for OpenAPI."""

from backstep.api.bodies import ITERATIONS
from backstep.api.data_schemas import WORDS
from backstep.api.description_schema import of_setting
from backstep.api.documented import NOTHING
from backstep.api.schemas import ANY, COUNT, TEXT, Schema, answer, listed, nullable, ref, strict
from backstep.api.train_body import KEEP, MAX_TENSORS

NUMBER = nullable(ref("Number"))
EVENTS = (
    "Server-sent events: waiting {training, ahead}, started {training}, progress {iteration, "
    "losses, …watched}, checkpoint {id, iteration, loss}, and at the end done {id, iteration, "
    "loss, reason, sentence, cause?} or error (a problem)."
)


TRAINING_BODIES: dict[str, Schema] = {
    NOTHING: strict({}) | {"description": "An object with nothing in it, or no body at all."},
    "Train": strict(
        {
            "iterations": of_setting(ITERATIONS),
            "until": strict({"loss_below": nullable({"type": "number"})}),
            "keep": of_setting(KEEP),
            "watch": strict(
                {
                    "norms": {"type": "boolean"},
                    "metrics": {"type": "boolean"},
                    "predict": nullable(ref("Predict")),
                    "tensors": listed(TEXT) | {"maxItems": MAX_TENSORS},
                }
            ),
        },
        ("iterations",),
    ),
}
TRAINING_ANSWERS: dict[str, Schema] = {
    "TrainEvents": answer(event=TEXT, data=TEXT) | {"description": EVENTS},
    "Stopping": answer(training=TEXT),
    "Metrics": answer(
        part={"enum": ["train", "test"]}, samples=COUNT, loss=NUMBER, accuracy=NUMBER,
        confusion=nullable(listed(listed(COUNT))), undecided=ANY, r2=NUMBER, classes=WORDS,
    ),
}  # fmt: skip
