"""Recordings: the resource, and audio that can be fetched (8 kHz mono, a soft tone)."""

import io
import math
import struct
import wave
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

SAMPLES_PER_SECOND = 8_000
TONE_HERTZ = 440
LOUDNESS = 1_500  # of 32,767


@dataclass
class Recording:
    """One recording. ``text`` is what was really said: for tests and the telephone page."""

    sid: str
    call_sid: str
    url: str
    started_at: datetime
    seconds: int
    text: str
    source: str = "RecordVerb"
    channels: int = 1
    status: str = "processing"
    deleted: bool = field(default=False)

    @property
    def audio(self) -> bytes:
        """The WAV file."""
        return tone(self.seconds)


@lru_cache(maxsize=32)
def tone(seconds: int) -> bytes:
    """A WAV file of that length."""
    cycle = [
        struct.pack("<h", round(LOUDNESS * math.sin(2 * math.pi * TONE_HERTZ * n / 8_000)))
        for n in range(200)  # eleven whole waves of 440 Hz
    ]
    file = io.BytesIO()
    with wave.open(file, "wb") as audio:
        audio.setnchannels(1)
        audio.setsampwidth(2)
        audio.setframerate(SAMPLES_PER_SECOND)
        audio.writeframes(b"".join(cycle) * (seconds * SAMPLES_PER_SECOND // len(cycle)))
    return file.getvalue()


def audio_seconds(body: bytes, unknown: int = 5) -> int:
    """How long a WAV file plays; ``unknown`` when it is something else."""
    try:
        with wave.open(io.BytesIO(body), "rb") as audio:
            return max(1, math.ceil(audio.getnframes() / audio.getframerate()))
    except (wave.Error, EOFError, ZeroDivisionError):
        return unknown
