"""The project's own figures: how well quotations are found, how well questions are answered."""
