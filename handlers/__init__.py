"""Everything the assistant can do, in the order in which typed text is offered to it."""

from bot.conversation.context import Handler
from handlers.basics.about_answer import AboutAnswer
from handlers.basics.account import Account
from handlers.basics.help import Help
from handlers.basics.helpful import Helpful
from handlers.basics.human import Human
from handlers.basics.language import Language
from handlers.basics.restart import Restart
from handlers.basics.topics import ShowTopic, Topics
from handlers.basics.undo import Undo
from handlers.inquiry.inquiry import Ask
from handlers.inquiry.ways import Ways
from handlers.learning.course import Course
from handlers.learning.practice import Practice
from handlers.meetings.availability import OwnReach
from handlers.meetings.contact import Contact
from handlers.news.events import Events
from handlers.news.instruction import Instruction
from handlers.news.newsletter import NewsletterDesk
from handlers.oversight.audit_trail import AuditTrail
from handlers.oversight.curating import Curating
from handlers.oversight.free_places import FreePlaces
from handlers.oversight.statistics import Statistics
from handlers.oversight.team_channel import TeamChannel
from handlers.oversight.unanswered import Unanswered
from handlers.oversight.undelivered import Undelivered
from handlers.privacy.export_me import ExportMe
from handlers.privacy.forget_me import ForgetMe
from handlers.privacy.keep_talk import KeepTalk
from handlers.privacy.my_data import MyData
from handlers.referral.employer_consent import EmployerConsent
from handlers.referral.end import EndReferral
from handlers.referral.handle import HandleReferral
from handlers.referral.my_referrals import MyReferrals
from handlers.referral.narrow_consent import NarrowConsent
from handlers.referral.refer import Refer
from handlers.referral.renew_consent import RenewConsent
from handlers.sharing.share import Share

ORDER: tuple[Handler, ...] = (
    Help(),
    Restart(),
    Undo(),
    Language(),
    Human(),
    Helpful(),
    Account(),
    TeamChannel(),
    Refer(),
    Share(),
    MyReferrals(),
    FreePlaces(),
    HandleReferral(),
    EndReferral(),
    NarrowConsent(),
    RenewConsent(),
    EmployerConsent(),
    Contact(),
    OwnReach(),
    Undelivered(),
    AuditTrail(),
    Ask(),
    Ways(),
    Course(),
    Practice(),
    NewsletterDesk(),
    Events(),
    Instruction(),
    MyData(),
    ExportMe(),
    ForgetMe(),
    KeepTalk(),
    Unanswered(),
    Curating(),
    Statistics(),
    AboutAnswer(),
    Topics(),
    ShowTopic(),
)
