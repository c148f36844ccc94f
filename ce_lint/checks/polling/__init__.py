"""Will it poll what it means to? Kinds about poller maps, wherever they stand."""
