"""复核: all defects of the survey in one table, conflicts, findings and the past of a record."""
