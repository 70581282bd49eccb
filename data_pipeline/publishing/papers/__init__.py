"""Documents for people, of the rows and words that pages show: a card on one page of paper, and workbooks."""
