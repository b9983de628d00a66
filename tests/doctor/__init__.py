"""Tests of telesec doctor."""
