"""方案: what the city's document says of one community, calmly, with the clause and the next step; and where its figures are entered."""
