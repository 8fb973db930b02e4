"""Everything that writes to the register: keyword-only, one transaction, ``by`` whom, logged."""
