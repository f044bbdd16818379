"""What a story is worth: MQM score and verdict in `quality`, reading ease in `readability`."""
