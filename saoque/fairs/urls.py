"""The addresses of the room. Slugs of fairs end in their year, so that no word below is one."""


from saoque.fairs.urls_days import urlpatterns as days

app_name = "fairs"
urlpatterns = [
    *days,
]
