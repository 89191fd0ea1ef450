"""Pages that change people and cases. What spans apps (Today, the case page) is the desk's."""
