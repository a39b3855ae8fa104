from django.urls import path, re_path

from . import files, pages

urlpatterns = [
    path("van-ban/", pages.PaperList.as_view(), name="papers"),
    path("van-ban/lap/<slug:kind>/", pages.MakePaper.as_view(), name="make-paper"),
    path("van-ban/<uuid:pk>/", pages.PaperPage.as_view(), name="paper"),
    path("van-ban/<uuid:pk>/lay-so-lieu/", pages.RefreshPaper.as_view(), name="refresh-paper"),
    path("van-ban/<uuid:pk>/cap-so/", pages.NumberPage.as_view(), name="number-paper"),
    path("van-ban/<uuid:pk>/ban-ky/", pages.SignedPage.as_view(), name="attach-signed"),
    path("van-ban/<uuid:pk>/huy-so/", pages.VoidPage.as_view(), name="void-paper"),
    path("van-ban/<uuid:pk>/bo-ban-thao/", pages.DiscardPage.as_view(), name="discard-paper"),
    path("van-ban/<uuid:pk>/tai/<slug:kind>/", files.PaperFile.as_view(), name="paper-file"),
    path("van-ban/<uuid:pk>/ban-ky/<uuid:copy>/", files.SignedFile.as_view(), name="signed-file"),
    path(
        "van-ban/<uuid:pk>/trang/<int:number>/", files.PaperPicture.as_view(), name="paper-picture"
    ),
    re_path(
        r"^van-ban/bang/(?P<code>[a-z-]+)/(?P<period>[0-9A-Z-]+)/(?P<kind>docx|pdf|xlsx)/$",
        files.SheetFile.as_view(),
        name="sheet-file",
    ),
]
