"""Training jobs in ModelArts' words: pure functions, tested against golden files."""
