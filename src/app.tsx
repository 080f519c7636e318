import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import {
  badRequestPage,
  crashPage,
  crossSitePage,
  forbiddenPage,
  notFoundPage,
  tooLargePage,
  unavailablePage,
  type WhomToAsk,
} from '../views/errors.tsx';
import { cancellationRoutes } from './accounts/cancellation-routes.tsx';
import { contactsRoutes } from './accounts/contacts-routes.ts';
import { settingsRoutes } from './accounts/settings-routes.tsx';
import { addSeatsRoutes } from './add-seats/routes.tsx';
import { auditRoutes } from './audit/routes.ts';
import { profileRoutes } from './auth/profile-routes.tsx';
import { authRoutes } from './auth/routes.tsx';
import { viewerMiddleware } from './auth/viewer-middleware.ts';
import { oncePerRequest } from './db/read-cache.ts';
import { Forbidden, NotFound, SignInNeeded } from './errors.ts';
import { invoicesRoutes } from './invoices/routes.tsx';
import { findWhomToAsk } from './members/deciders.ts';
import { operatorRoutes } from './operator/routes.tsx';
import { rolesWho } from './permissions.ts';
import { requestRoutes } from './requests/routes.tsx';
import { setupRoutes } from './setup/routes.tsx';
import { subscriptionRoutes } from './subscription/routes.tsx';
import { temporaryRoutes } from './subscription/temporary-routes.tsx';
import { seatLossRoutes } from './subscription/upcoming-seat-loss-routes.tsx';
import { teamRoutes } from './team/routes.tsx';
import { redirect, render } from './web/answer.ts';
import { assetRoutes } from './web/assets.ts';
import type { App, Ctx, Deps, Env } from './web/deps.ts';
import { healthRoutes } from './web/health.ts';
import { homePath } from './web/home.ts';
import { logRequests } from './web/log-requests.ts';
import { secureAnswers } from './web/security-headers.ts';

/** More than the largest of our forms by far. */
const largestBody = 64 * 1024;

/** The whole product as one fetch handler: the way of a request through it, then one line per domain. */
export function createApp(deps: Deps): App {
  const { config } = deps;
  // Not strict: under a path the product answers with and without the slash at its end.
  const app: App = new Hono<Env>({ strict: false }).basePath(config.basePath || '/') as App;

  app.use(secureAnswers(config.isHttps));
  healthRoutes(app, deps);
  assetRoutes(app);
  app.use(logRequests(deps.log));
  app.use((_c, next) => oncePerRequest(next));
  app.use(viewerMiddleware(deps));
  app.use(unlessLooking(bodyLimit({ maxSize: largestBody, onError: (c) => render(c as Ctx, tooLargePage((c as Ctx).var.viewer), 413) })));
  app.use(unlessLooking(csrf({ origin: (origin, c) => isOurOrigin(origin, c as Ctx) })));

  setupRoutes(app);
  app.get('/', (c) => redirect(c, homePath(c.var.viewer)));
  authRoutes(app);
  profileRoutes(app);
  contactsRoutes(app);
  auditRoutes(app);
  requestRoutes(app);
  subscriptionRoutes(app);
  seatLossRoutes(app);
  temporaryRoutes(app);
  cancellationRoutes(app);
  addSeatsRoutes(app);
  invoicesRoutes(app);
  settingsRoutes(app);
  teamRoutes(app);
  operatorRoutes(app);

  app.notFound((c) => {
    const { viewer } = (c as Ctx).var;
    // An asset that is gone is asked for by a page, not by a person.
    return viewer ? render(c as Ctx, notFoundPage(viewer), 404) : c.text('Not found', 404);
  });
  app.onError((error, c) => answerError(error, c as Ctx));
  return app;
}

/** Origins are compared with BASE_URL; where none is set, with the host that the browser itself asked for. */
function isOurOrigin(origin: string, c: Ctx): boolean {
  const { baseUrl } = c.var.deps.config;
  if (baseUrl) return origin === baseUrl.origin;
  return URL.canParse(origin) && new URL(origin).host === c.req.header('Host');
}

/** For what arrives with a form: to look at a page changes nothing, and brings nothing. */
function unlessLooking(check: MiddlewareHandler): MiddlewareHandler {
  return (c, next) => (c.req.method === 'GET' || c.req.method === 'HEAD' ? next() : check(c, next));
}

/** The one place where what was thrown becomes a page. */
async function answerError(error: Error, c: Ctx): Promise<Response> {
  const viewer = c.var.viewer;
  if (!viewer) {
    c.var.deps?.log.error({ err: error }, 'failed before the viewer was known');
    return c.text('Internal error', 500);
  }
  if (error instanceof SignInNeeded)
    return redirect(c, `${viewer.url.signIn()}${c.req.method === 'GET' ? `?back=${encodeURIComponent(viewer.path)}` : ''}`);
  if (error instanceof NotFound) return render(c, notFoundPage(viewer), 404);
  if (error instanceof Forbidden) return render(c, forbiddenPage(viewer, await whomToAsk(c, error)), 403);
  if (error instanceof HTTPException) {
    if (error.status === 403) return render(c, crossSitePage(viewer), 403);
    if (error.status < 500) return render(c, badRequestPage(viewer), 400);
  }
  // Whoever sent the form went away in the middle of it: nothing is wrong here.
  if (codeOf(error) === 'ECONNRESET') return render(c, badRequestPage(viewer), 400);
  const unwritable = ['SQLITE_FULL', 'SQLITE_READONLY', 'SQLITE_IOERR', 'SQLITE_BUSY'].some((code) => codeOf(error).startsWith(code));
  c.var.deps.log.error({ err: error, requestId: viewer.requestId }, unwritable ? 'the database cannot be written' : 'request failed');
  return unwritable ? render(c, unavailablePage(viewer), 503) : render(c, crashPage(viewer), 500);
}

function codeOf(error: Error): string {
  return String((error as { code?: unknown }).code ?? '');
}

/**
 * Those who may do what was refused, by name; the representative where nobody of an account of this type may. Nobody where it is no right that
 * somebody else could use instead, such as the desk.
 */
async function whomToAsk(c: Ctx, { permission }: Forbidden): Promise<WhomToAsk> {
  const { account, member } = c.var.viewer;
  if (!account || !permission) return { names: [], isOfNoRole: false };
  const able = rolesWho(account, permission);
  const { deciders, representative } = await findWhomToAsk(c.var.deps.db, account);
  // Where the team looks after itself, what nobody may is a setting, and those who decide can help.
  const isSetting = able.length === 0 && account.type === 'self_service';
  if (able.length === 0 && !isSetting) return { names: representative ? [representative.name] : [], isOfNoRole: true };
  const others = deciders.filter((person) => person.id !== member?.id && (isSetting || able.includes(person.role)));
  return { names: others.map((person) => person.name), isOfNoRole: false };
}
