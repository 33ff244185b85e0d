"""What is done in this room, each in one transaction that writes down what happened."""
