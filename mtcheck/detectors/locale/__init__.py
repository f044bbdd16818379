"""Numbers, dates, money, units and punctuation in another locale's form."""
