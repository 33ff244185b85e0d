"""The only writers of this room. Each rule is asked at the gate; an action asks again only what the gate cannot know."""
