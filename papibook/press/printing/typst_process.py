"""The process that sets one volume: Typst takes most of a build's memory, which goes back when it ends.

Run as a file, so that nothing but Typst is imported. It reads its order, one line of JSON, from standard
input and answers with one line: the number of pages, or what Typst refused. The end of standard input
means that whoever asked is gone: it ends too.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import Any

import typst


def main() -> int:
    """Set the one volume that is ordered."""
    order = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    sys.stdout.write(json.dumps(_answer(order)) + "\n")
    sys.stdout.flush()
    return 0


def _end_with_stdin() -> None:
    sys.stdin.read()
    os._exit(1)


def _answer(order: dict[str, Any]) -> dict[str, Any]:
    try:
        compiler = typst.Compiler(
            order["main"], root=order["root"], font_paths=order["font_paths"], ignore_system_fonts=True
        )
        standards, moment = order["standards"], order["moment"]
        compiler.compile(output=order["out"], format="pdf", pdf_standards=standards, timestamp=moment)
        return {"pages": int(json.loads(compiler.query("<page-count>", field="value", one=True)))}
    except BaseException as err:  # noqa: BLE001 -- a panic in Typst is no Exception; all ends here
        return {"error": str(err)}


if __name__ == "__main__":
    raise SystemExit(main())
