"""The room's part in the tests of the whole house: the files of the demonstration, and their defects."""

from saoque.feeds.models import Dispatch, DispatchRow

DEFECTS = {
    "a finished file that is gone": (lambda: Dispatch.objects.filter(count=2).update(file=None), "has no file"),
    "another count": (lambda: Dispatch.objects.filter(count=2).update(count=9), "says 9 products, keeps 2"),
    "another telling": (
        lambda: DispatchRow.objects.filter(kind="changed").update(fields={}),
        "not those that were told",
    ),
}


def things() -> dict[str, object]:
    """The owner's last file, in which a price has changed."""
    return {"feed.dispatch": DispatchRow.objects.get(kind="changed").dispatch_id}
