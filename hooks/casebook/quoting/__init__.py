"""Words in the article: where a quotation stands, and what it was most likely meant to be."""
