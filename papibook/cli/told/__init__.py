"""What commands tell that no command is: how they are used, why pages would be run.

It starts nothing and knows no command; those import it.
"""
