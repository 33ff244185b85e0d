"""The pages of set-up, by what they are about."""
