import { readCacheOf } from '../db/read-cache.ts';
import { type Html, type PageBytes, render, send } from './answer.ts';
import type { Ctx } from './deps.ts';
import type { SignedInViewer } from './viewer.ts';

/**
 * Answers with a page from the read cache, or renders and caches it. The entry is valid until anything in the database changes. Use it
 * for pages that are opened often. The cache key contains everything else that the page may depend on: the member and account (with their
 * rights), the language, the day, and the path with its query. A page that reads the time or the request id of its viewer, or shows a
 * notice, is sent but not cached. Do not use it for a page whose form has an idempotency key, because each form needs its own key.
 *
 * @param make renders the page when it is not cached. It may return a `Response` (a refusal) instead, which is sent but not cached
 */
export async function cachedPage(c: Ctx, viewer: SignedInViewer, make: (v: SignedInViewer) => Promise<Html | Response>): Promise<Response> {
  const { deps } = c.var;
  const cache = readCacheOf(deps.db);
  if (!cache || viewer.notice) return answerWith(c, await make(viewer));
  const { member, account, waiting, language, today, path } = viewer;
  const key = JSON.stringify([member, account, waiting, language, today, path]);
  const { v, hasReadMoment } = watched(viewer);
  let response: Response | undefined;
  const read = async (): Promise<PageBytes> => {
    const made = await make(v);
    if (made instanceof Response) response = made;
    return { plain: Buffer.from(response ? '' : String(made)) };
  };
  const sizeOf = ({ plain }: PageBytes) => (response || hasReadMoment() ? Number.POSITIVE_INFINITY : 2 * plain.length);
  const sent = await cache.keep(deps, key, read, sizeOf);
  return response ?? send(c, sent);
}

function answerWith(c: Ctx, made: Html | Response): Response | Promise<Response> {
  return made instanceof Response ? made : render(c, made);
}

/** A copy of the viewer that records whether the page read a value which is valid for this request only: the time or the request id. */
function watched(viewer: SignedInViewer): { v: SignedInViewer; hasReadMoment(): boolean } {
  let hasRead = false;
  const recording = <V>(value: V) => ({
    enumerable: true,
    get: () => {
      hasRead = true;
      return value;
    },
  });
  const v = Object.defineProperties({ ...viewer }, { now: recording(viewer.now), requestId: recording(viewer.requestId) });
  return { v, hasReadMoment: () => hasRead };
}
