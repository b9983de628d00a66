"""The words of a recorded message, put together from the pieces the carrier tells of."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.database import insert_if_absent
from telesec.messages.message import Message, TranscriptPiece
from telesec.messages.taking import LONGEST_BODY

MOST_PIECES = 200


def keep_piece(db: Session, message: Message, call_id: int, sequence: int, text: str) -> bool:
    """Keep one piece, and the whole with it; False when it is known, or there are too many."""
    piece = " ".join(text.split())[:LONGEST_BODY]
    if not piece or not 0 <= sequence < MOST_PIECES:
        return False
    values = {
        "call_id": call_id,
        "sequence": sequence,
        "client_id": message.client_id,
        "text": piece,
    }
    if not insert_if_absent(db, TranscriptPiece, values):
        return False
    pieces = db.scalars(
        select(TranscriptPiece.text)
        .where(TranscriptPiece.call_id == call_id)
        .order_by(TranscriptPiece.sequence)
    )
    message.recorded_words = " ".join(pieces)[:LONGEST_BODY]
    return True
