"""The verbs, one a file, in the order of the work. Order and transactions live here."""
