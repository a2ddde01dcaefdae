"""Data: the only layer that opens data files: tables, plan.yml, workbooks, receipts; and their checks."""
