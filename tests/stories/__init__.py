"""Each procedure from end to end, in the policy's own words and without a browser."""
