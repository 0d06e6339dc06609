"""What is wrong with a file of one's own, said in both languages, with the line where it is."""

import traceback
from types import TracebackType

from backstep.languages import Words


class Told(Exception):
    """A file that cannot be checked, and why; `line` is where in it, if that is known. After what
    is `final` nothing more is tried."""

    def __init__(self, en: str, es: str, line: int | None = None, final: bool = False) -> None:
        super().__init__(en)
        self.words: Words = (en, es)
        self.line = line
        self.final = final


class TooLong(BaseException):
    """A call takes longer than it may; no Exception, so that own code does not catch it."""


def line_in(path: str, trace: TracebackType | None) -> int | None:
    """The last line of the file that an error went through."""
    lines = [frame.lineno for frame in traceback.extract_tb(trace) if frame.filename == path]
    return lines[-1] if lines else None


def failed(path: str, what: str, error: BaseException) -> Told:
    """What stopped own code, in words: the error that it raised, that it ended, or took long."""
    line = line_in(path, error.__traceback__)
    if isinstance(error, Told):
        return error
    if isinstance(error, SystemExit):
        return Told(
            f"{what} ends the program (exit): a layer only computes",
            f"{what} termina el programa (exit): una capa solo calcula",
            line,
            final=True,
        )
    if isinstance(error, TooLong):
        return Told(
            f"{what} takes too long: is there a loop that does not end?",
            f"{what} tarda demasiado: ¿hay un bucle que no termina?",
            line,
            final=True,
        )
    if isinstance(error, MemoryError):
        return Told(
            f"{what} asks for more memory than there is for it",
            f"{what} pide más memoria que la disponible",
            line,
        )
    if isinstance(error, RecursionError):
        return Told(f"{what} calls itself without end", f"{what} se llama a sí misma sin fin", line)
    said = f"{type(error).__name__}: {str(error)[:300]}"
    return Told(f"{what} fails: {said}", f"{what} falla: {said}", line)
