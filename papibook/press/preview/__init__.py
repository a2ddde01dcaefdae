"""A preview that follows what is saved: drafts, and the server that shows them to this computer alone.

Public: ``watch.build_preview``, ``server.served``. An edition in place is never touched from here.
"""
