"""What the room keeps: support plans in their rounds, and safety plans with their sealed tasks."""

from hometime.plans.models.protection import Doing, Report, SafetyPlan, SafetyTask, SafetyWorker
from hometime.plans.models.support import Place, Professional, Reply, Round, Says, SupportPlan, Try, Undertaking

__all__ = [
    "Doing",
    "Place",
    "Professional",
    "Reply",
    "Report",
    "Round",
    "SafetyPlan",
    "SafetyTask",
    "SafetyWorker",
    "Says",
    "SupportPlan",
    "Try",
    "Undertaking",
]
