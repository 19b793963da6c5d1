"""Online services: a model that answers, its versions, and the gateway before them."""
