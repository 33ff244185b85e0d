"""Measuring Hometime beside the ruler (bench/floor): worlds, servers, a client, and what was found."""
