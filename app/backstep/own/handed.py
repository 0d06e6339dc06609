"""What an object's backward hands back, taken apart: dx, and the gradients of its parameters."""

from typing import Any

from backstep.own.alike import alike
from backstep.own.told import Told


def taken_apart(
    answer: Any, given: str, parameters: tuple[str, ...], line: int | None
) -> tuple[Any, dict[str, Any]]:
    """dx alone, with a dictionary behind it, or with the others in their order: dx, dW, db.

    Raises Told where a dictionary stands first.
    """
    if not isinstance(answer, tuple | dict) or len(answer) < 2:
        return answer, {}
    first, *rest = answer if isinstance(answer, tuple) else (answer, {})
    if isinstance(first, dict):
        names = ", ".join(map(str, first))
        raise Told(
            f"backward hands back a dictionary ({names}) where d{given} belongs: first d{given}, "
            "then the dictionary of the parameters' gradients",
            f"backward devuelve un diccionario ({names}) donde va d{given}: primero d{given}, y "
            "después el diccionario con los gradientes de los parámetros",
            line,
        )
    if len(rest) == 1 and isinstance(rest[0], dict):
        return first, dict(rest[0])
    if len(rest) == len(parameters):
        return first, dict(zip(parameters, rest, strict=True))
    return (first, {}) if not parameters else (answer, {})


def lacking(name: str, others: list[str], parameters: tuple[str, ...], line: int | None) -> Told:
    """Why there is no gradient of a parameter: it has another name, or there is none at all."""
    meant = alike(name, [one for one in others if one not in parameters])
    en = f"backward hands back no gradient of {name}"
    es = f"backward no devuelve el gradiente de {name}"
    if others:
        en, es = f"{en}, only of {', '.join(others)}", f"{es}, solo de {', '.join(others)}"
    if meant:
        en = f"{en}: is {meant} that of {name}?"
        es = f"{es}: ¿{meant} es el de {name}?"
    return Told(en, es, line)
