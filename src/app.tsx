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
import { rolesWith } from './permissions.ts';
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

/** In bytes; far more than our largest form needs. */
const largestBody = 64 * 1024;

/** The whole product as one fetch handler: first the middleware in the order in which a request passes it, then the routes of each room. */
export function createApp(deps: Deps): App {
  const { config } = deps;
  // Not strict: with a base path the product answers both with and without the slash at the end.
  const app: App = new Hono<Env>({ strict: false }).basePath(config.basePath || '/') as App;

  app.use(secureAnswers(config.isHttps));
  healthRoutes(app, deps);
  assetRoutes(app);
  app.use(logRequests(deps.log));
  app.use((_c, next) => oncePerRequest(next));
  app.use(viewerMiddleware(deps));
  app.use(unlessReading(bodyLimit({ maxSize: largestBody, onError: (c) => render(c as Ctx, tooLargePage((c as Ctx).var.viewer), 413) })));
  app.use(unlessReading(csrf({ origin: (origin, c) => isOurOrigin(origin, c as Ctx) })));

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
    // An asset has no viewer, because its route runs before the viewer is known. Plain text is enough: no person reads this answer.
    return viewer ? render(c as Ctx, notFoundPage(viewer), 404) : c.text('Not found', 404);
  });
  app.onError((error, c) => answerError(error, c as Ctx));
  return app;
}

/** Compares the origin with BASE_URL or, when BASE_URL is not set, with the Host header of the request. */
function isOurOrigin(origin: string, c: Ctx): boolean {
  const { baseUrl } = c.var.deps.config;
  if (baseUrl) return origin === baseUrl.origin;
  return URL.canParse(origin) && new URL(origin).host === c.req.header('Host');
}

/** Runs a check only for requests that may carry a form. GET and HEAD change nothing and have no body. */
function unlessReading(check: MiddlewareHandler): MiddlewareHandler {
  return (c, next) => (c.req.method === 'GET' || c.req.method === 'HEAD' ? next() : check(c, next));
}

/** The one place that turns a thrown error into a page. */
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
  // The browser closed the connection while it sent the form: this is no fault of the server, so it is not logged.
  if (codeOf(error) === 'ECONNRESET') return render(c, badRequestPage(viewer), 400);
  const unwritable = ['SQLITE_FULL', 'SQLITE_READONLY', 'SQLITE_IOERR', 'SQLITE_BUSY'].some((code) => codeOf(error).startsWith(code));
  c.var.deps.log.error({ err: error, requestId: viewer.requestId }, unwritable ? 'the database cannot be written' : 'request failed');
  return unwritable ? render(c, unavailablePage(viewer), 503) : render(c, crashPage(viewer), 500);
}

function codeOf(error: Error): string {
  return String((error as { code?: unknown }).code ?? '');
}

/**
 * The names of the people who have the missing permission. When no role in an account of this type has it, the name of the representative.
 * No names when the refused page needs no permission of the matrix, such as the operator desk.
 */
async function whomToAsk(c: Ctx, { permission }: Forbidden): Promise<WhomToAsk> {
  const { account, member } = c.var.viewer;
  if (!account || !permission) return { names: [], isOfNoRole: false };
  const permittedRoles = rolesWith(account, permission);
  const { deciders, representative } = await findWhomToAsk(c.var.deps.db, account);
  // In a self-service account only a setting can take a permission from all roles, and the people who decide can change that setting.
  const isSetting = permittedRoles.length === 0 && account.type === 'self_service';
  if (permittedRoles.length === 0 && !isSetting) return { names: representative ? [representative.name] : [], isOfNoRole: true };
  const others = deciders.filter((person) => person.id !== member?.id && (isSetting || permittedRoles.includes(person.role)));
  return { names: others.map((person) => person.name), isOfNoRole: false };
}
