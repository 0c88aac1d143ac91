"""What the store raises.

StoreError
├── NotFound        no row has that id
└── WrongState      the row is not in a state that allows it
"""


class StoreError(Exception):
    """An expected refusal."""


class NotFound(StoreError):  # noqa: N818  it names the outcome that the API tells
    """No row has that id."""


class WrongState(StoreError):  # noqa: N818  it names the outcome that the API tells
    """The row is not in a state that allows what was asked; the message says which would."""
