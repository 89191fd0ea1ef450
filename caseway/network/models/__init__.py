from caseway.network.models.advocacy import WordKind, WordOutcome, WordPutIn
from caseway.network.models.parts import (
    Accessibility,
    Frequency,
    Language,
    Phone,
    Schedule,
    ServiceArea,
)
from caseway.network.models.places import Place, PlaceAddress, PlaceKind, ServiceAtPlace
from caseway.network.models.providers import Provider
from caseway.network.models.referrals import Referral, ReferralLink, ReferralStep
from caseway.network.models.services import (
    Capacity,
    Service,
    ServiceCode,
    ServiceNeed,
    ServiceStatus,
)
from caseway.network.models.supports import (
    PaidHow,
    SupportFund,
    SupportKind,
    SupportLimit,
    SupportRequest,
)

__all__ = [
    "Accessibility",
    "Capacity",
    "Frequency",
    "Language",
    "PaidHow",
    "Phone",
    "Place",
    "PlaceAddress",
    "PlaceKind",
    "Provider",
    "Referral",
    "ReferralLink",
    "ReferralStep",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtPlace",
    "ServiceCode",
    "ServiceNeed",
    "ServiceStatus",
    "SupportFund",
    "SupportKind",
    "SupportLimit",
    "SupportRequest",
    "WordKind",
    "WordOutcome",
    "WordPutIn",
]
