"""Pure: records, edits and how they merge, plan tables. No disk, clock or wire; time and ids are passed in."""
