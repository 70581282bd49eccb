"""Documents that go on from top to bottom: what one says is said once (`report`), and written to Word, PDF and text."""
