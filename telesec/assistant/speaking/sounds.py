"""What a waiting caller hears: the French ringing tone, or two soft notes. Made here, so free.

Ringing tone: 440 Hz, 1.5 s on and 3.5 s off (ITU-T E.180 supplement 2, France). 8 kHz, 16 bits,
one channel: what telephones carry.
"""

import io
import math
import struct
import wave
from functools import lru_cache

from telesec.values.conversation import Sound

RATE = 8_000  # samples in a second
LOUD, SOFT = 6_000, 2_500  # of 32,767
FADE_SECONDS = 0.02  # without it a tone begins and ends with a click

# (hertz, seconds, loudness); 0 Hz is silence.
_NOTES: dict[Sound, tuple[tuple[float, float, int], ...]] = {
    Sound.RING: ((440, 1.5, LOUD), (0, 3.5, 0)),
    Sound.WAIT: ((0, 1.0, 0), (523.25, 0.6, SOFT), (659.25, 0.9, SOFT), (0, 5.5, 0)),
}


@lru_cache
def sound_wav(sound: Sound) -> bytes:
    """The sound as a WAV file."""
    samples = b"".join(_tone(*note) for note in _NOTES[sound])
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(samples)
    return file.getvalue()


def _tone(hertz: float, seconds: float, loudness: int) -> bytes:
    number = round(seconds * RATE)
    fade = FADE_SECONDS * RATE
    return b"".join(
        struct.pack(
            "<h",
            round(
                loudness
                * min(1.0, at / fade, (number - at) / fade)
                * math.sin(2 * math.pi * hertz * at / RATE)
            ),
        )
        for at in range(number)
    )
