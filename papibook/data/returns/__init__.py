"""What goes back to a unit: its own workbook with marks and a list, and a message to send with it.

Made from the inbox and the findings alone, so it can be made again; it decides nothing.
"""

from papibook.data.returns.write import write_returns

__all__ = ["write_returns"]
