"""Tests of the glossary engine."""
