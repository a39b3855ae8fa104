"""What other modules and the desk may ask about drives."""

from .figures import figures
from .keeping import counts_out_of_step, put_counts_right
from .report import campaign_report
from .summaries import CampaignSummary, campaign_codes, campaign_of_code, summaries

__all__ = [
    "CampaignSummary",
    "campaign_codes",
    "campaign_of_code",
    "campaign_report",
    "counts_out_of_step",
    "figures",
    "put_counts_right",
    "summaries",
]
