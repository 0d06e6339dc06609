"""The bodies and answers of training as JSON Schema, for OpenAPI."""

from app.api.data_schemas import WORDS
from app.api.schemas import ANY, COUNT, TEXT, Schema, answer, listed, nullable, ref, strict
from app.api.train_body import KEEP, MAX_TENSORS
from app.engine.kind import Setting

NUMBER = nullable(ref("Number"))
EVENTS = (
    "Server-sent events: waiting {training, ahead}, started {training}, progress {iteration, "
    "losses, …watched}, checkpoint {id, iteration, loss}, and at the end done {id, iteration, "
    "loss, reason, sentence, cause?} or error (a problem)."
)


def bounded(setting: Setting, most: float | None) -> Schema:
    return {"type": "integer", "minimum": setting.min, "maximum": most}


TRAINING_BODIES: dict[str, Schema] = {
    "Train": strict(
        {
            "iterations": {"type": "integer", "minimum": 1, "maximum": 10**9},
            "until": strict({"loss_below": nullable({"type": "number"})}),
            "keep": bounded(KEEP, KEEP.max),
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
