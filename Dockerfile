# The assistant as an image: built from the lock, for one user without rights, on a file system that is read only.
# Whoever builds for production pins the base by digest: --build-arg PYTHON=python:3.11-slim-bookworm@sha256:…
ARG PYTHON=python:3.11-slim-bookworm

FROM ${PYTHON} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=
WORKDIR /app
COPY requirements.lock ./
RUN python -m venv .venv \
    && .venv/bin/pip install --quiet --require-hashes --no-deps --requirement requirements.lock
COPY pyproject.toml ./
COPY bot ./bot
COPY handlers ./handlers
COPY knowledge_base ./knowledge_base
# the index of the search is part of the image: a start works out nothing, and needs no place to write.
# What is kept there is for its maker alone, and here another user reads it
ENV IPS_CACHE=/app/cache IPS_KNOWLEDGE=/app/knowledge_base
RUN .venv/bin/python -m compileall -q bot handlers \
    && .venv/bin/python -m bot ask IPS > /dev/null \
    && IPS_ENCODER=off .venv/bin/python -m bot ask IPS > /dev/null \
    && chmod -R a+rX cache

FROM ${PYTHON}
LABEL org.opencontainers.image.title="ips-assistant" \
      org.opencontainers.image.version="1.0.0" \
      org.opencontainers.image.licenses="MIT"
RUN groupadd --gid 10001 ips && useradd --uid 10001 --gid ips --no-create-home --shell /usr/sbin/nologin ips
WORKDIR /app
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    IPS_CACHE=/app/cache IPS_KNOWLEDGE=/app/knowledge_base \
    IPS_HOST=0.0.0.0 IPS_LOGIN=oidc IPS_MIGRATE=never
USER 10001:10001
EXPOSE 8080 8081
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/internal/isalive', timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
