# syntax=docker/dockerfile:1
# docker build -t sitegen .   builds the site as README says, runs the quick tests, and makes an image with the wheel.
# docker run --rm -v "$PWD:/site" -u "$(id -u):$(id -g)" sitegen   builds the site in the current folder.
FROM python:3.12-slim AS checked
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git rsync \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home sitegen
USER sitegen
WORKDIR /home/sitegen/source
COPY --chown=sitegen:sitegen . .
RUN python3 -m venv .venv && .venv/bin/pip install --quiet -e . && .venv/bin/python build.py
RUN .venv/bin/pip install --quiet -e '.[test]' && .venv/bin/python -m pytest -m "not browser and not slow"
RUN .venv/bin/pip wheel --quiet --no-deps --wheel-dir dist .

FROM python:3.12-slim
RUN --mount=type=bind,from=checked,source=/home/sitegen/source/dist,target=/dist \
    pip install --no-cache-dir /dist/*.whl
RUN useradd --create-home sitegen
USER sitegen
WORKDIR /site
EXPOSE 8000
ENTRYPOINT ["sitegen"]
