"""One file a rule, in folders by MQM dimension; `profile/catalog.py` finds them by name."""
