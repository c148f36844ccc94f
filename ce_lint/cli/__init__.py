"""The command line: the only place that writes to the terminal and ends the process."""
