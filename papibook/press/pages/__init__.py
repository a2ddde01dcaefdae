"""A page: its kernel, its run, its finish, its still pictures, and the cache of finished pages.

Public: ``make.make_pages``, ``pool.local_pool``, ``work.run_page``. Which pages there are is the recipe's
business, how they become a book is :mod:`papibook.press.book`'s. Nothing is imported here: papermill takes
a second.
"""
