# Builds for amd64 and arm64: docker build -t seatkeeper .
# What is built is the same for every machine, so it is built on whichever there is.
FROM --platform=$BUILDPLATFORM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY scripts scripts
COPY migrations migrations
COPY public public
COPY src src
COPY views views
RUN node scripts/build.js

# Only what runs: no development packages, and of the database its binary without the sources.
FROM node:24-alpine AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/better-sqlite3/deps node_modules/better-sqlite3/src

FROM node:24-alpine
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data NODE_COMPILE_CACHE=/app/dist/compiled
RUN mkdir /data && chown node:node /data
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
RUN rm -rf dist/compiled && mkdir dist/compiled && chown node:node dist/compiled
USER node
# Compiled once, by the user who runs it: it starts faster and takes less memory.
RUN node --input-type=module --eval "await import('./dist/src/start.js')"
# Everything that is written later is under /data: the root can be read-only.
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["node", "dist/src/cli/main.js", "healthcheck"]
CMD ["node", "dist/src/server.js"]
