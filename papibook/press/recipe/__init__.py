"""What a page is made from: jobs, templates, inputs, keys, and the store of what was made before.

Public: ``jobs.page_jobs``, ``templates.read_templates``, ``inputs.read_inputs``, ``keys.Key``. A recipe is
compared, kept and explained; running it belongs to :mod:`papibook.press.pages`.
"""
