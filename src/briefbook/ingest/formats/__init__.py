"""Readers, one for each format: bytes in, an article out."""
