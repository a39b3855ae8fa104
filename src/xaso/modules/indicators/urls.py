from django.urls import path

from .views import entering, proofs, values

app_name = "indicators"
urlpatterns = [
    path("so-lieu/", values.Values.as_view(), name="values"),
    path("so-lieu/sua/<uuid:pk>/", entering.CorrectValue.as_view(), name="correct"),
    path("so-lieu/dung-la-0/<uuid:pk>/", entering.ConfirmZero.as_view(), name="confirm_zero"),
    path("so-lieu/<str:code>/", values.ValuePage.as_view(), name="value"),
    path("so-lieu/<str:code>/nhap/", entering.EnterValue.as_view(), name="enter"),
    path("minh-chung/<uuid:pk>/", proofs.ProofFile.as_view(), name="proof"),
]
