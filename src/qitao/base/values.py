"""What other floors and the server must know of `base` without touching it."""

from qitao.base.actor import Permission

APPEND_ONLY = ("base_file", "base_journal", "base_refusal", "base_seal")
"""Tables in which the application's role may only insert and select."""

SealJournal = Permission("base.seal_journal")
ViewJournal = Permission("base.view_journal")
