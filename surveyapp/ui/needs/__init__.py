"""居民需求: talks with households, door by door."""
