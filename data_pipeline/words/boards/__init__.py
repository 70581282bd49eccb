"""What a partnership's board has before it, in words: it recommends, and does not decide."""

from data_pipeline.words.boards import belonging, evidence, exceptions, meeting, partners, screens, timetable

__all__ = ["belonging", "evidence", "exceptions", "meeting", "partners", "screens", "timetable"]
