"""Who is looking, in which hat, and through which door: viewers, gates, and the end of every credential on leaving."""
