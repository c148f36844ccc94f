"""Checks of the family polling: poller maps, lists of resources, poller URLs, dates and zones."""
