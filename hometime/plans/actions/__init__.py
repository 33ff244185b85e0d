"""What is done with plans: supporting a child, and the agreed tasks that keep one safe."""
