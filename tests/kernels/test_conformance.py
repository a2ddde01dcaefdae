"""The warm kernel speaks Jupyter's protocol: the conformance run of the Jupyter project."""

from typing import Any, ClassVar

import jupyter_kernel_test
import pytest

from papibook.warmkernel import KERNEL_NAME, warm_available

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not warm_available(), reason="no warm kernels on this system"),
    pytest.mark.usefixtures("warm"),
    # jupyter_client warns about its own event loops, with stock kernels too.
    pytest.mark.filterwarnings("default"),
]


class TestWarmKernel(jupyter_kernel_test.KernelTests):
    """Every part of the run is asked for: a part without a sample would be skipped."""

    kernel_name = KERNEL_NAME
    language_name = "python"
    file_extension = ".py"
    code_hello_world = "print('hello, world')"
    code_stderr = "import sys; print('test', file=sys.stderr)"
    completion_samples: ClassVar[list[dict[str, Any]]] = [
        {"text": "zi", "matches": {"zip"}},
        {"text": "import panda", "matches": {"pandas"}},
    ]
    complete_code_samples: ClassVar[list[str]] = [
        "1",
        "print('hello, world')",
        "def f(x):\n  return x*2\n\n\n",
    ]
    incomplete_code_samples: ClassVar[list[str]] = ["print('''hello", "def f(x):\n  x*2"]
    invalid_code_samples: ClassVar[list[str]] = ["import = 7q"]
    code_page_something = "zip?"
    code_generate_error = "raise ValueError('no such task')"
    code_execute_result: ClassVar[list[dict[str, str]]] = [
        {"code": "1+2+3", "result": "6"},
        {"code": "import pandas as pd; pd.DataFrame({'a': [1]})", "mime": "text/html"},
    ]
    code_display_data: ClassVar[list[dict[str, str]]] = [
        {
            "code": "from IPython.display import HTML, display; display(HTML('<b>test</b>'))",
            "mime": "text/html",
        },
        {
            "code": "from IPython.display import Math, display; display(Math('1 / 2'))",
            "mime": "text/latex",
        },
    ]
    # Not "range": IPython calls the running session 0 there and 1 in "tail"; the stock kernel fails as well.
    supported_history_operations = ("tail", "search")
    code_history_pattern = "1?2*"
    code_inspect_sample = "zip"
    code_clear_output = "from IPython.display import clear_output; clear_output()"


class TestWarmKernelWelcome(jupyter_kernel_test.IopubWelcomeTests):
    """Who subscribes to the outputs is told when the subscription holds, so that none is missed."""

    kernel_name = KERNEL_NAME
    support_iopub_welcome = True
