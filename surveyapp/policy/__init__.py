"""Pure: policy packs, tiers, clauses, suggestions. No disk, clock or wire."""
