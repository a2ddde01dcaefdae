"""The kernel specification, by whose name clients find the warm kernel."""

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

KERNEL_NAME = "papibook-warm"
"""Name of the kernel, and of the provisioner in the entry points of the package."""


def warm_available() -> bool:
    """Whether warm kernels run here: on Linux.

    Windows can't fork. macOS can, but its own libraries don't survive it (bugs.python.org, issue 33725);
    there and elsewhere use the stock kernel, `python3`.
    """
    return sys.platform == "linux"


def install_kernelspec(folder: Path, *, preload: Sequence[str] = (), private: Path | None = None) -> str:
    """Write the specification under `folder`, which JUPYTER_PATH then has to name; return the kernel's name.

    Args:
        folder: the specification becomes `folder/kernels/papibook-warm/kernel.json`.
        preload: modules that kernels find imported, besides ipykernel, pandas and Altair;
            ``module:function`` has the server call the function too.
        private: folder for the private folders of kernels; by default that of temporary files.
    """
    spec = {
        # jupyter_client puts its own interpreter for "python". nbclient keeps the history of the stock kernel
        # in memory, but not that of others: without the last argument all would write to one database.
        "argv": [
            "python",
            "-m",
            "ipykernel_launcher",
            "-f",
            "{connection_file}",
            "--HistoryManager.hist_file=:memory:",
        ],
        "display_name": "Python 3 (papibook, warm)",
        "language": "python",
        "interrupt_mode": "signal",
        "metadata": {
            "supported_encryption": ["curve"],
            "kernel_provisioner": {
                "provisioner_name": KERNEL_NAME,
                "config": {"preload": list(preload), "private": str(private or "")},
            },
        },
    }
    target = folder / "kernels" / KERNEL_NAME
    target.mkdir(parents=True, exist_ok=True)
    # Another build may be reading it: replace it whole.
    with tempfile.NamedTemporaryFile("w", dir=target, suffix=".tmp", delete=False, encoding="utf-8") as file:
        json.dump(spec, file, indent=1)
    Path(file.name).replace(target / "kernel.json")
    return KERNEL_NAME
