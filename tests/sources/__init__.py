"""Tests of reading, citing and rendering sources."""
