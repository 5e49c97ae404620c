"""Articles in, cited answers out. Knows no chat.

`Knowledge` is the facade; the values it takes and gives are in `knowledge.types`, its errors in
`knowledge.errors`.
"""

from knowledge.knowledge import Knowledge

__all__ = ["Knowledge"]
