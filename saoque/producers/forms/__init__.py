"""What screens ask. Shape is checked here, sense in the actions; both speak beside the field."""

from saoque.producers.forms.papers import PaperForm
from saoque.producers.forms.producers import ProducerForm, RegisterForm
from saoque.producers.forms.products import NewProductForm, ProductForm, SetForm, StoryForm

__all__ = ["NewProductForm", "PaperForm", "ProducerForm", "ProductForm", "RegisterForm", "SetForm", "StoryForm"]
