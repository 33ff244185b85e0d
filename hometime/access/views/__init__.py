"""The doors of signing in: in and out, hats, one's own account, second factors, and posts that end or are covered."""
