from django.urls import path

from . import backup, backup_key, doctor

urlpatterns = [
    path("sao-luu/", backup.Backups.as_view(), name="backups"),
    path("sao-luu/ngay/", backup.BackUpNow.as_view(), name="backup_now"),
    path("sao-luu/tai/", backup.TakeBackup.as_view(), name="backup_take"),
    path("sao-luu/khoi-phuc/", backup.HowToRestore.as_view(), name="how_to_restore"),
    path("sao-luu/khoi-phuc-thu/", backup.TrialPage.as_view(), name="trial"),
    path("sao-luu/khoi-phuc-thu/ngay/", backup.TryRestore.as_view(), name="trial_now"),
    path("sao-luu/noi-thu-hai/", backup.SecondPlace.as_view(), name="second_place"),
    path("sao-luu/noi-thu-hai/chon/", backup.ChooseSecondPlace.as_view(), name="second_choose"),
    path("sao-luu/phieu-khoa/", backup_key.KeySheetPage.as_view(), name="key_sheet"),
    path("sao-luu/phieu-khoa/da-cat/", backup_key.KeySheetStowed.as_view(), name="key_stowed"),
    path("suc-khoe-may/", doctor.MachineHealth.as_view(), name="doctor"),
    path("suc-khoe-may/kham-ky/", doctor.ExamineNow.as_view(), name="doctor_now"),
]
