# Build the one binary, then keep nothing else.
FROM rust:1.95-slim-trixie AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends make \
 && rm -rf /var/lib/apt/lists/* \
 && rustup target add wasm32-unknown-unknown
WORKDIR /src
COPY . .
# The caches outlive the layer; the binary must not lie in one of them.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    make release \
 && cp target/release/plumbline /usr/local/bin/plumbline

FROM debian:trixie-slim
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin plumbline \
 && install -d -o plumbline -g plumbline -m 0700 /data
COPY --from=build /usr/local/bin/plumbline /usr/local/bin/plumbline
COPY LICENSE /usr/share/doc/plumbline/LICENSE
COPY style/fonts/inter-OFL.txt style/icons-LICENSE.txt /usr/share/doc/plumbline/
USER 10001:10001
WORKDIR /data
VOLUME /data
# Inside a container only the published port is reachable, so listen on all of it.
ENV PLUMBLINE_LISTEN=0.0.0.0:3000 \
    PLUMBLINE_DATA=/data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["plumbline", "healthcheck"]
ENTRYPOINT ["plumbline"]
CMD ["serve"]
