"""What rules share: shapes at figures and sentence starts, claims on ranges, debris, lists of phrases, people."""
