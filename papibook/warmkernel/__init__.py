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

A kernel has its own folder, environment, files and sockets; umask, resource limits and processors are those
of the program when it asks for the kernel. Kernels of one server share what was settled when it started:

- the imported modules, with what these did when imported: variables that they set stay set, unless the
  program has since set them otherwise;
- the seed of `hash()`, and what the loader, Python, the C library, BLAS, numpy and pandas took from the
  environment. Such a variable (`HOME`, `LD_*`, `LC_*`, `PYTHON*`, `PANDAS_*` and others, listed in
  `servers`) never comes too late: a kernel in whose environment it differs gets a server of its own.

Three things differ from a kernel that starts by itself:

- A variable of another name that a preloaded module reads when imported has the value of the server's start.
  Read it in a function, or call `stop_server` after changing it.
- A random generator that a preloaded module makes when imported draws the same numbers in every kernel.
  Those of `random` and `numpy.random` themselves are renewed; a module renews its own with
  `os.register_at_fork(after_in_child=...)`.
- Priority, groups, ignored signals and the like are the program's as they were when the server started.

A server that has had no kernel for ten minutes ends; the next kernel starts another.
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
