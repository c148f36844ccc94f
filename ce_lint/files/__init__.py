"""Files and folders: finding them, reading them, replacing them, and the patterns that match them."""
