"""The tables: those of the declaration, users and roles, the log, receipts, the mark."""

from samsyn.register.models.api_token import ApiToken
from samsyn.register.models.assignment import Assignment
from samsyn.register.models.association import Association
from samsyn.register.models.association_area import AssociationArea
from samsyn.register.models.association_cost import AssociationCost
from samsyn.register.models.association_funds import AssociationFunds
from samsyn.register.models.association_member import AssociationMember
from samsyn.register.models.audit_entry import AuditEntry
from samsyn.register.models.benefit_ended import BenefitEnded
from samsyn.register.models.benefit_population import BenefitPopulation
from samsyn.register.models.complementary_answer import ComplementaryAnswer
from samsyn.register.models.complementary_question import ComplementaryQuestion
from samsyn.register.models.context_note import ContextNote
from samsyn.register.models.controller_terms import ControllerTerms
from samsyn.register.models.cooperation_case import CooperationCase
from samsyn.register.models.cooperation_event import CooperationEvent
from samsyn.register.models.cooperation_outcome import CooperationOutcome
from samsyn.register.models.correction_request import CorrectionRequest
from samsyn.register.models.departed_case import DepartedCase
from samsyn.register.models.draft import Draft
from samsyn.register.models.erasure import Erasure
from samsyn.register.models.head_count import HeadCount
from samsyn.register.models.idempotency_key import IdempotencyKey
from samsyn.register.models.import_receipt import ImportReceipt
from samsyn.register.models.income import Income
from samsyn.register.models.intervention import Intervention
from samsyn.register.models.intervention_cost import InterventionCost
from samsyn.register.models.intervention_group import InterventionGroup
from samsyn.register.models.intervention_staff import InterventionStaff
from samsyn.register.models.job import Job, JobState
from samsyn.register.models.log_review import Judgement, LogReview
from samsyn.register.models.measurement import Measurement
from samsyn.register.models.meeting_office import MeetingOffice
from samsyn.register.models.organisation import Organisation
from samsyn.register.models.participation import Participation
from samsyn.register.models.person import Person
from samsyn.register.models.quality_measure import QualityMeasure
from samsyn.register.models.register_mark import RegisterMark
from samsyn.register.models.reported_problem import Cause, ReportedProblem
from samsyn.register.models.responsibility import Responsibility
from samsyn.register.models.role_holding import RoleHolding
from samsyn.register.models.rule_hit import HitState, RuleHit
from samsyn.register.models.status_spell import StatusSpell
from samsyn.register.models.structural_activity import StructuralActivity
from samsyn.register.models.support_activity import SupportActivity
from samsyn.register.models.survey import Survey
from samsyn.register.models.survey_count import SurveyCount
from samsyn.register.models.survey_invited import SurveyInvited
from samsyn.register.models.transition_meeting import TransitionMeeting
from samsyn.register.models.user import User
from samsyn.register.models.year_signed import YearSigned

__all__ = [
    "ApiToken",
    "Assignment",
    "Association",
    "AssociationArea",
    "AssociationCost",
    "AssociationFunds",
    "AssociationMember",
    "AuditEntry",
    "BenefitEnded",
    "BenefitPopulation",
    "Cause",
    "ComplementaryAnswer",
    "ComplementaryQuestion",
    "ContextNote",
    "ControllerTerms",
    "CooperationCase",
    "CooperationEvent",
    "CooperationOutcome",
    "CorrectionRequest",
    "DepartedCase",
    "Draft",
    "Erasure",
    "HeadCount",
    "HitState",
    "IdempotencyKey",
    "ImportReceipt",
    "Income",
    "Intervention",
    "InterventionCost",
    "InterventionGroup",
    "InterventionStaff",
    "Job",
    "JobState",
    "Judgement",
    "LogReview",
    "Measurement",
    "MeetingOffice",
    "Organisation",
    "Participation",
    "Person",
    "QualityMeasure",
    "RegisterMark",
    "ReportedProblem",
    "Responsibility",
    "RoleHolding",
    "RuleHit",
    "StatusSpell",
    "StructuralActivity",
    "SupportActivity",
    "Survey",
    "SurveyCount",
    "SurveyInvited",
    "TransitionMeeting",
    "User",
    "YearSigned",
]
