"""The whole build: slices, pages, book, print, manifest, all made aside and put in place in one step.

Public: ``build.build_edition``, ``record.unchanged_edition``, ``explain.explain_edition``,
``many_districts.build_many``, ``editions.clean``. How one page or one document is made belongs to the other
rooms. Nothing is imported here: a build that finds nothing changed must not wait for what it does not need.
"""
