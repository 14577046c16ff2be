"""Helpers of the tests that start from whole data folders."""
