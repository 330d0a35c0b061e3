"""Reading prose: what the text of a document says, sentence by sentence, and what stands in it."""
