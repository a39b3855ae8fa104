"""What other modules and the desk may ask about drives."""

from xaso.modules.campaigns.reasons import remedy

from .figures import figures
from .keeping import counts_out_of_step, put_counts_right
from .report import campaign_body, campaign_report
from .summaries import (
    CampaignSummary,
    all_summaries,
    campaign_codes,
    campaign_of_code,
    summaries,
)
from .villages import DriveVillage, drive_reasons, drive_villages

__all__ = [
    "CampaignSummary",
    "DriveVillage",
    "all_summaries",
    "campaign_body",
    "campaign_codes",
    "campaign_of_code",
    "campaign_report",
    "counts_out_of_step",
    "drive_reasons",
    "drive_villages",
    "figures",
    "put_counts_right",
    "remedy",
    "summaries",
]
