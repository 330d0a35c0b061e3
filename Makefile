# Only a bootstrap: puts tox into .venv and hands the word on.  What each word does is in tox.ini.
#   make test ARGS='-k terms'     passes arguments on
#   make test PYTHON=python3.13   chooses the Python

WORDS := $(shell sed -n 's/^\[testenv:\([a-z-]*\)\]$$/\1/p' tox.ini)
TOX := .venv/bin/python -I -m tox
OLDEST := (3, 11)

.PHONY: help clean $(WORDS)
.NOTPARALLEL: # all words share _build and .tox

help:
	@awk -F ' = ' '/^\[testenv:[a-z-]+\]/ { gsub(/.*:|\]/, ""); word = $$0 } \
	  /^description/ && word { printf "make %-8s %s\n", word, $$2 }' tox.ini
	@echo 'make clean    remove everything that was made here'

$(WORDS): .venv/tox.stamp
	@test -d .tox/$@ || echo 'Setting up .tox/$@ (once)'
	@$(TOX) run -q --notest -e $@ >.venv/setup.log 2>&1 || { cat .venv/setup.log >&2; exit 1; }
	@$(TOX) run -qq --stderr-color RESET --skip-pkg-install -e $@ $(if $(ARGS),-- $(ARGS))

clean:
	@rm -rf _build .tox .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The first of these that is new enough, unless PYTHON is given.
FIND = for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  $$name -c 'import sys; sys.exit(sys.version_info < $(OLDEST))' 2>/dev/null && echo $$name && break; done
SAY = echo "Briefbook: $(1)" >&2; exit 1
GIVEN := $(PYTHON)

# A .venv whose Python has gone, or is not the one that was asked for, is made anew.
BASE = -I -c 'import sys; print(sys.base_prefix)' 2>/dev/null
ifneq ($(shell .venv/bin/python -I -c 'import tox' 2>/dev/null && echo works),works)
.PHONY: .venv/tox.stamp
else ifneq ($(GIVEN),)
ifneq ($(shell "$(GIVEN)" $(BASE)),$(shell .venv/bin/python $(BASE)))
.PHONY: .venv/tox.stamp
endif
endif

.venv/tox.stamp: export PYTHON := $(or $(GIVEN),$(shell $(FIND)),python3)
.venv/tox.stamp: requirements/tox.txt
	@command -v "$$PYTHON" >/dev/null || \
	  { $(call SAY,there is no $$PYTHON here. Install Python 3.11 or newer.); }
	@"$$PYTHON" -c 'import sys; sys.exit(sys.version_info < $(OLDEST))' || \
	  { $(call SAY,$$PYTHON is too old. Install Python 3.11 or newer; or name one: make PYTHON=/path/to/python3.); }
	@"$$PYTHON" -c 'import venv, ensurepip' 2>/dev/null || \
	  { $(call SAY,$$PYTHON cannot make virtual environments. Debian and Ubuntu: apt install python3-venv.); }
	@echo 'Setting up tox in .venv (once)'
	@"$$PYTHON" -I -m venv --clear .venv
	@.venv/bin/python -I -m pip install -qq --disable-pip-version-check -r requirements/tox.txt
	@touch $@
