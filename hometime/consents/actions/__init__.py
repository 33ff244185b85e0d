"""What is done with consents: asking, answering, taking back; what a court has ruled; medicines and photographs."""

from hometime.consents.actions.asking import answer, ask, stop_asking, withdraw
from hometime.consents.actions.ruling import settle_ruling, write_ruling
from hometime.consents.actions.yearly import see_to_emergency

__all__ = ["answer", "ask", "see_to_emergency", "settle_ruling", "stop_asking", "withdraw", "write_ruling"]
