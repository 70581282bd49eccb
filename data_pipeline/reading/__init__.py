"""Files into rows of text, exactly as published, each record that does not fit named."""
