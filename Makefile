# make demo 和 make test 在一台新机器上各自做完全部的事；单写 make 显示说明。

MODERN := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(foreach candidate,python3 python3.13 python3.12 python3.11,$(shell $(candidate) -c '$(MODERN)' >/dev/null 2>&1 && echo $(candidate))))
VENV ?= .venv
BIN := $(VENV)/bin
OLDEST := .venv-oldest
JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help demo test test-oldest lint bench fuzz docs reference wheelhouse

help:
	@echo 'make demo       安装，并由 data/ 生成 Word 文档'
	@echo 'make test       安装，并跑全部测试'
	@echo 'make test-oldest 用 pyproject.toml 允许的最旧的库测试（另建 $(OLDEST)）'
	@echo 'make lint       代码检查：ruff、mypy'
	@echo 'make bench      测速：一个部门的全文，对比 docxtpl 填九张表；核对，对比读取；审核四十页的送审文件，并数出改对、改错的修订；审核 3000 份各地行文；200 个部门经 PDF 往返；一千种不改变意思的表；约 3000 个改坏了的部门；60 个部门的绩效自评；300 份送审文件的案头审核；100 份里的离群数和抄来的段落；100 个部门一次做完，中断两次再接着做；各种办公软件的文件；网页上编制 47 页的一份（要有 Chromium）；网页上审核 60 份，中途断掉再接着审；费用随科目、页数的增长，写出 docs/benchmarks.md'
	@echo 'make fuzz       各种文件、模板、送审文字随机改坏后交给程序：只许读出或拒绝；SECONDS=60 每种的秒数，TARGET=docx 只做一种，FIRST=1000 换一批'
	@echo 'make docs       重做规则和问题一览、docs/fields.md 和说明文档的图片（要有 Chromium），并核对说明文档'
	@echo 'make wheelhouse 备齐 Windows、Linux 离线安装所需的文件；PYTHON_ZIP=… 带上 Windows 用的 Python，TARGETS=… 只做一种'
	@echo 'make reference  重做样式文件 templates/zh/reference.docx'

demo: $(VENV)/installed
	$(BIN)/gen-narrative data --docx

test: $(VENV)/installed-test
	$(BIN)/python -m pytest -n $(JOBS)

# Newer libraries warn of how older ones call them; here that is no failure.
test-oldest: $(OLDEST)/installed
	$(OLDEST)/bin/python -m pytest -n $(JOBS) -o filterwarnings=default $(OLDEST_TESTS)

lint: $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fuzz: $(VENV)/installed-test
	$(BIN)/python benchmarks/fuzz_readers.py $(TARGET) --seconds $(or $(SECONDS),60) --first $(or $(FIRST),0)

bench: $(VENV)/installed-test
	$(BIN)/python benchmarks/bench_build.py
	$(BIN)/python benchmarks/bench_check.py
	$(BIN)/python benchmarks/bench_review.py
	$(BIN)/python benchmarks/review_wordings.py
	$(BIN)/python benchmarks/corrections.py
	$(BIN)/python benchmarks/round_trip_pdf.py
	$(BIN)/python benchmarks/mutate_tables.py
	$(BIN)/python benchmarks/harm_tables.py
	$(BIN)/python benchmarks/evaluations.py
	$(BIN)/python benchmarks/pile.py
	$(BIN)/python benchmarks/survey.py
	$(BIN)/python benchmarks/batch.py --stops 2
	$(BIN)/python benchmarks/office_formats.py
	$(BIN)/python benchmarks/accountant_room.py
	$(BIN)/python benchmarks/room.py
	$(BIN)/python benchmarks/curves.py

docs: $(VENV)/installed-test
	$(BIN)/python tools/write_rules.py
	$(BIN)/python tools/write_findings.py
	$(BIN)/python tools/write_duties.py
	$(BIN)/python tools/write_fields_page.py
	$(BIN)/python tools/write_licences.py
	PROGRAM=$(BIN)/gen-narrative docs/images/render.sh
	$(BIN)/python tools/take_pictures.py
	$(BIN)/python -m pytest tests/test_docs.py tests/server/test_guides.py tests/narrative/test_template_fields.py

wheelhouse: $(VENV)/installed-test
	$(BIN)/python tools/make_wheelhouse.py $(TARGETS) $(if $(PYTHON_ZIP),--python-zip '$(PYTHON_ZIP)')

reference: $(VENV)/installed-test
	$(BIN)/python tools/build_reference.py

$(VENV)/installed: pyproject.toml
	@test -n '$(PYTHON)' || { echo '找不到 Python 3.11 或更新的版本，请先安装。'; exit 1; }
	@echo '正在 $(VENV) 中安装所用的库，第一次要一两分钟……'
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/installed-test: $(VENV)/installed
	@echo '正在安装测试所用的库……'
	@$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@

$(OLDEST)/installed: pyproject.toml tools/oldest_versions.py
	@echo '正在 $(OLDEST) 中安装最旧的库……'
	@test -x $(OLDEST)/bin/pip || $(PYTHON) -m venv $(OLDEST)
	@$(PYTHON) tools/oldest_versions.py > $(OLDEST)/constraints.txt
	@$(OLDEST)/bin/pip install --quiet --disable-pip-version-check -c $(OLDEST)/constraints.txt -e '.[test]'
	@touch $@
