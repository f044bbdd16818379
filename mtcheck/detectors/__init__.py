"""One file a rule, in folders by MQM dimension; `catalog.py` finds them by name."""
