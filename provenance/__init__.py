"""Which sentences of an article come from wire copy, and which are the outlet's own?"""

__version__ = "0.1.0"
