from django.urls import path

from . import jobs, jobs_deliveries

urlpatterns = [
    path("dang-chay/", jobs.Jobs.as_view(), name="jobs"),
    path("dang-chay/lich/", jobs.SchedulePage.as_view(), name="schedule"),
    path("dang-chay/chua-giao/", jobs_deliveries.DeadDeliveries.as_view(), name="deliveries"),
    path("dang-chay/<uuid:pk>/", jobs.JobPage.as_view(), name="job"),
    path("dang-chay/<uuid:pk>/chay-lai/", jobs.RunJobAgain.as_view(), name="job_again"),
    path("dang-chay/<uuid:pk>/bo/", jobs.DropJob.as_view(), name="job_drop"),
]
