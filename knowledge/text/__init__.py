"""Words, sentences and languages of a text; every unit keeps its offsets."""
