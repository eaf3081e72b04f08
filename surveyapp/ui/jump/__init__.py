"""Jump: the command palette, the keys, the help of a page, and the clause behind a tier. All float above the page and none of them is modal."""
