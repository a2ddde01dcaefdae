"""What is odd in a plan that can be read, and who owes what by when: to look over and sign off."""
