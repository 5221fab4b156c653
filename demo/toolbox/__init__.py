"""The demo's toolbox: invented tools, assessed, described and spoken of. Nothing in it is real."""
