"""Whole journeys of a person who takes what is offered, on the program as it is installed."""
