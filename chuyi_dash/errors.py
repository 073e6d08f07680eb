"""The one family of errors that a user can mend."""


class ChuyiError(Exception):
    """Something the reader can put right.

    The message says in Chinese what is wrong, where, and what to do.
    """
