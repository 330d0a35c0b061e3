"""Generated books of any size, and the time that this program and its peers take for them."""
