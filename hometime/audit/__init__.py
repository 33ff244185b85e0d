"""The audit chain and actions: nothing on a guarded table changes without an event here, and no event can change
unseen."""
