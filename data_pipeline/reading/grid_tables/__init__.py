"""Tables made for people, found in a grid of rows: where they begin and end, what their headings and columns say."""
