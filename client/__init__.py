"""Nære's end-to-end protocol in Python, for the demo, the tests and load. The server never imports it."""
