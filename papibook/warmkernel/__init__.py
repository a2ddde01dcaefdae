"""Jupyter kernels forked from a server that has already imported what they need.

A notebook on the stock kernel waits for IPython, pandas and Altair to be imported before its first cell runs.
Here one server process imports them once and each kernel is a fork of it: a fresh process for every notebook,
ready in a fraction of the time. It plugs in where jupyter_client provides for it, as a kernel provisioner, so
that papermill, nbclient and every other client use it unchanged, by the name of its kernel specification::

    name = install_kernelspec(folder, preload=["papibook.views"])
    os.environ["JUPYTER_PATH"] = str(folder)
    start_server(preload=["papibook.views"])  # optional: the first kernel starts it otherwise
    papermill.execute_notebook(template, page, kernel_name=name)
    stop_server()

The server is our own and not that of `multiprocessing`, which has one list of modules and one hash seed for
the whole program, imports the caller's `__main__` again in every child, ends children without their exit
handlers and leaves a resource tracker behind. This package imports nothing from the rest of papibook.

What a kernel shares with its siblings is what the server read when it started: the imported modules, the seed
of `hash()` and whatever Python, the C library and BLAS took from the environment. A kernel whose environment
differs in one of these gets a server of its own. Everything else is its own: folder, environment, files,
random state, sockets.
"""

from papibook.warmkernel.client import WarmKernelClient
from papibook.warmkernel.kernelspec import KERNEL_NAME, install_kernelspec, warm_available
from papibook.warmkernel.process import WarmKernelError
from papibook.warmkernel.provisioner import WarmKernelProvisioner
from papibook.warmkernel.servers import start_server, stop_server

__all__ = [
    "KERNEL_NAME",
    "WarmKernelClient",
    "WarmKernelError",
    "WarmKernelProvisioner",
    "install_kernelspec",
    "start_server",
    "stop_server",
    "warm_available",
]
