"""Files and folders: walking them, reading them, replacing them."""
