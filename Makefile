# Python 3.10 to 3.13 and make are all that must be there: make PYTHON=/path/to/python3 picks one.
PYTHON ?= python3
NAME ?=
ARGS ?=
# Images often set it; then every job, kernel and command compiles the package anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup demo lab test check bench lock

setup: ; @$(PYTHON) -m scripts.setup
demo:  ; @$(PYTHON) -m scripts.demo $(ARGS)
lab:   ; @$(PYTHON) -m scripts.lab $(ARGS)
test:  ; @$(PYTHON) -m scripts.test $(ARGS)
check: ; @$(PYTHON) -m scripts.check $(ARGS)
bench: ; @$(PYTHON) -m scripts.bench $(NAME) $(ARGS)
lock:  ; @.venv/bin/python -m scripts.lock $(ARGS)
