"""`make drill`: break Caseway on purpose, and see that nothing which was saved is lost."""
