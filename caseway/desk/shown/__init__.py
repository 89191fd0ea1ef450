"""What the desk's templates print: everything decided and in words, nothing left to ask."""
