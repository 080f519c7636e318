import { readCacheOf } from '../db/read-cache.ts';
import { type Html, render, type Sent, send } from './answer.ts';
import type { Ctx } from './deps.ts';
import type { SignedInViewer } from './viewer.ts';

/**
 * Answers with a page that is made once and sent again as it is, until anything in the database changes: for pages that are looked at
 * again and again. What else such a page may depend on is in its key: who looks, with which rights, in which language, on which day, and
 * the address with its query. A page that asks its viewer for the time, or has a message to show, is sent but not kept; a page with a form
 * that acts once must not come here, because it carries a key of its own.
 *
 * @param make called when nothing is kept; a whole answer instead of a page (a refusal) is given as it is, and not kept
 */
export async function cachedPage(c: Ctx, viewer: SignedInViewer, make: (v: SignedInViewer) => Promise<Html | Response>): Promise<Response> {
  const { deps } = c.var;
  const memory = readCacheOf(deps.db);
  if (!memory || viewer.notice) return answerWith(c, await make(viewer));
  const { member, account, waiting, language, today, path } = viewer;
  const key = JSON.stringify([member, account, waiting, language, today, path]);
  const { v, wasMomentary } = watched(viewer);
  let whole: Response | undefined;
  const read = async (): Promise<Sent> => {
    const made = await make(v);
    if (made instanceof Response) whole = made;
    return { plain: Buffer.from(whole ? '' : String(made)) };
  };
  const sizeOf = ({ plain }: Sent) => (whole || wasMomentary() ? Number.POSITIVE_INFINITY : 2 * plain.length);
  const sent = await memory.keep(deps, key, read, sizeOf);
  return whole ?? send(c, sent);
}

function answerWith(c: Ctx, made: Html | Response): Response | Promise<Response> {
  return made instanceof Response ? made : render(c, made);
}

/** The same viewer, noticing when somebody asks for what is true only now. */
function watched(viewer: SignedInViewer): { v: SignedInViewer; wasMomentary(): boolean } {
  let momentary = false;
  const noticing = <V>(value: V) => ({
    enumerable: true,
    get: () => {
      momentary = true;
      return value;
    },
  });
  const v = Object.defineProperties({ ...viewer }, { now: noticing(viewer.now), requestId: noticing(viewer.requestId) });
  return { v, wasMomentary: () => momentary };
}
