"""Everything that can happen to producers, products, photos and papers.

Each function is one transaction with one audit record on its subject and checks the right of `actor` itself,
except those for higher rooms (`set_star`, `lock_set`, `unlock_set`), whose own rules have decided already.

The set of a product: `choose_set` is refused while `Product.set_locked` is true. Filed dossiers live in a higher
room, so that room says so here: `lock_set` when it files a dossier, `unlock_set` when none is under way any more.
Drafts are not told by the flag: they subscribe to `events.SetChosen`.
"""

from saoque.producers.actions.labels import keep_label
from saoque.producers.actions.pages import PageSpec, make_paper_from_pictures, prepare_pages, put_pages
from saoque.producers.actions.papers import PaperData, put_paper, remove_paper, rename_paper, restore_paper
from saoque.producers.actions.photos import add_photo, describe_photo, remove_photo, reorder_photos, restore_photo
from saoque.producers.actions.producers import ProducerData, register_producer, update_producer
from saoque.producers.actions.products import (
    ProductData,
    add_product,
    choose_set,
    lock_set,
    publish_product,
    set_star,
    unlock_set,
    unpublish_product,
    update_product,
)

__all__ = [
    "PageSpec",
    "PaperData",
    "ProducerData",
    "ProductData",
    "add_photo",
    "add_product",
    "choose_set",
    "describe_photo",
    "keep_label",
    "lock_set",
    "make_paper_from_pictures",
    "prepare_pages",
    "publish_product",
    "put_pages",
    "put_paper",
    "register_producer",
    "remove_paper",
    "remove_photo",
    "rename_paper",
    "reorder_photos",
    "restore_paper",
    "restore_photo",
    "set_star",
    "unlock_set",
    "unpublish_product",
    "update_producer",
    "update_product",
]
