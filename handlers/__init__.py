"""Everything the assistant can do, in the order in which typed text is offered to it."""

from bot.conversation.context import Handler
from handlers.about_answer import AboutAnswer
from handlers.account import Account
from handlers.audit_trail import AuditTrail
from handlers.contact import Contact
from handlers.course import Course
from handlers.employer_consent import EmployerConsent
from handlers.end_referral import EndReferral
from handlers.export_me import ExportMe
from handlers.forget_me import ForgetMe
from handlers.free_places import FreePlaces
from handlers.handle_referral import HandleReferral
from handlers.help import Help
from handlers.human import Human
from handlers.inquiry import Ask
from handlers.language import Language
from handlers.my_data import MyData
from handlers.my_referrals import MyReferrals
from handlers.narrow_consent import NarrowConsent
from handlers.reach import OwnReach
from handlers.refer import Refer
from handlers.renew_consent import RenewConsent
from handlers.restart import Restart
from handlers.share import Share
from handlers.stranded import Stranded
from handlers.team_channel import TeamChannel
from handlers.topics import ShowTopic, Topics
from handlers.unanswered import Unanswered
from handlers.undo import Undo
from handlers.ways import Ways

ORDER: tuple[Handler, ...] = (
    Help(),
    Restart(),
    Undo(),
    Language(),
    Human(),
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
    Stranded(),
    AuditTrail(),
    Ask(),
    Ways(),
    Course(),
    MyData(),
    ExportMe(),
    ForgetMe(),
    Unanswered(),
    AboutAnswer(),
    Topics(),
    ShowTopic(),
)
