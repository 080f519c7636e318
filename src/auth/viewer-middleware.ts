import { randomBytes } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { formatFor } from '../i18n/format.ts';
import { isLanguage, type Language, preferredLanguage } from '../i18n/language.ts';
import { messagesFor } from '../i18n/messages.ts';
import { type Urls, urls } from '../paths.ts';
import { can } from '../permissions.ts';
import { dayOf } from '../values/day.ts';
import { assetNames } from '../web/assets.ts';
import { dropCookie, readCookie } from '../web/cookies.ts';
import type { Ctx, Deps, Env } from '../web/deps.ts';
import { sourceOf } from '../web/source.ts';
import type { Assets, Notice, Viewer } from '../web/viewer.ts';
import { findSignedIn } from './session.ts';

/** Sets the viewer of the request (member, account, language), once per request. */
export function viewerMiddleware(deps: Deps) {
  const url = urls(deps.config.basePath);
  const assets = Object.fromEntries(Object.entries(assetNames).map(([key, name]) => [key, url.asset(name)])) as unknown as Assets;
  return createMiddleware<Env>(async (c, next) => {
    c.set('deps', deps);
    c.set('source', sourceOf(c, deps.config.trustedProxies));
    c.set('viewer', await makeViewer(c, deps, url, assets));
    await next();
  });
}

async function makeViewer(c: Ctx, deps: Deps, url: Urls, assets: Assets): Promise<Viewer> {
  const secret = readCookie(c, 'seatkeeper');
  const signedIn = secret ? await findSignedIn(deps.db, secret) : null;
  const language = signedIn?.member.language ?? visitorLanguage(c);
  const now = deps.now();
  return {
    language,
    t: messagesFor(language),
    f: formatFor(language),
    url,
    assets,
    path: pathAndQuery(c),
    today: dayOf(now),
    now,
    requestId: nextRequestId(),
    member: signedIn ? { ...signedIn.member, sessionId: signedIn.sessionId } : null,
    account: signedIn?.account ?? null,
    waiting: signedIn?.waiting ?? 0,
    hasPending: signedIn?.hasPending ?? false,
    failedMail: signedIn?.failedMail ?? 0,
    notice: takeNotice(c),
    can: (permission) => signedIn !== null && can(signedIn.member.role, signedIn.account, permission),
  };
}

const thisProcess = randomBytes(5).toString('hex');
let requests = 0;

/** Unique over all requests of all processes. An error page shows it, so that the log lines of a reported error can be found. */
function nextRequestId(): string {
  requests += 1;
  return `${thisProcess}-${requests}`;
}

function visitorLanguage(c: Ctx): Language {
  const chosen = readCookie(c, 'seatkeeper_language');
  return isLanguage(chosen) ? chosen : preferredLanguage(c.req.header('Accept-Language'));
}

/** The path with the query, for links back to this page. After a POST only the path: the query belongs to the form. */
function pathAndQuery(c: Ctx): string {
  const { url } = c.req;
  const path = url.slice(url.indexOf('/', url.indexOf('//') + 2));
  return c.req.method === 'GET' ? path : (path.split('?')[0] ?? path);
}

/** The flash message from the cookie, which is deleted. A fragment does not take it: the message is for the next whole page. */
function takeNotice(c: Ctx): Notice | null {
  if (c.req.method !== 'GET' || c.req.header('HX-Request')) return null;
  const cookie = readCookie(c, 'seatkeeper_notice');
  if (!cookie) return null;
  dropCookie(c, 'seatkeeper_notice');
  try {
    const notice = JSON.parse(cookie) as Partial<Notice>;
    const kind = notice.kind === 'success' ? 'success' : 'information';
    return typeof notice.text === 'string' ? { kind, text: notice.text } : null;
  } catch {
    return null;
  }
}
