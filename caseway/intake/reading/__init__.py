"""What came back from the interview's page, question by question."""
