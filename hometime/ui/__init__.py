"""What every page looks like: styles, components, page frames, browser titles and the words of the menu. No models."""
