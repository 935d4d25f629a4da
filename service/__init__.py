"""The process around the parts: one aiohttp application of the parts that the settings name."""
