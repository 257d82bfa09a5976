from django.urls import URLPattern, path

from saoque.reminders import views

app_name = "reminders"
urlpatterns: list[URLPattern] = [
    path("", views.notices, name="notices"),
    path("<int:pk>/", views.open_notice, name="open"),
    path("<int:pk>/da-doc/", views.mark_read, name="read"),
    path("da-doc-het/", views.mark_all_read, name="read_all"),
    path("cai-dat/", views.settings_page, name="settings"),
    path("cai-dat/lich-moi/", views.renew_feed, name="renew_feed"),
    path("cai-dat/tat-lich/", views.stop_feed, name="stop_feed"),
    path("lich/<str:token>.ics", views.feed, name="feed"),
]
