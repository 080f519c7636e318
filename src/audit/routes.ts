import { auditPage } from '../../views/audit/list.tsx';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { findCatalogue } from '../catalogue/queries.ts';
import { redirect, render } from '../web/answer.ts';
import { cachedPage } from '../web/cached-page.ts';
import { csvFile } from '../web/csv.ts';
import type { App, Ctx } from '../web/deps.ts';
import { permitted } from '../web/guard.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { auditCsv } from './csv.ts';
import { filterQuery, type ReadFilter, readFilter } from './filter.ts';
import { type AuditPage, eachEvent, findActor, listActors, listEvents, type Person } from './list.ts';

/** The audit log of the account as a page and as a CSV file (rules §3 row 24, §4.26). */
export function auditRoutes(app: App): void {
  app.get('/audit', async (c) => {
    const v = permitted(c, 'audit.see');
    const isWrong = readFilter((name) => c.req.query(name)).problems.length > 0;
    const show = async (viewer: SignedInViewer) => auditPage({ v: viewer, ...(await readLog(c, v.account)) });
    return isWrong ? render(c, await show(v), 422) : cachedPage(c, v, show);
  });

  app.get('/audit.csv', (c) => {
    const v = permitted(c, 'audit.see');
    return logFile(c, v.account.id, v);
  });
}

/** Reads the filter from the query, and the matching page of the account's log; an invalid filter gives an empty page. */
export async function readLog(
  c: Ctx,
  { id: accountId, currency, catalogueMark }: { id: string; currency: string; catalogueMark?: string },
): Promise<{ read: ReadFilter; log: AuditPage; people: Person[]; catalogue: Catalogue }> {
  const { db } = c.var.deps;
  const read = readFilter((name) => c.req.query(name));
  const isWrong = read.problems.length > 0;
  const log = isWrong ? { entries: [], older: null, newer: null } : await listEvents(db, accountId, read.filter, read.place);
  return { read, log, people: await peopleFor(c, accountId, read), catalogue: await findCatalogue(db, currency, catalogueMark) };
}

/** The log as a CSV file. An invalid filter redirects to the page, which shows the problem. */
export function logFile(c: Ctx, accountId: string, { t, url, today }: SignedInViewer): Response {
  const read = readFilter((name) => c.req.query(name));
  if (read.problems.length > 0) return redirect(c, url.audit(filterQuery(read.formValues)));
  return csvFile(c, `${t.audit.csvName}-${today}`, auditCsv(eachEvent(c.var.deps.db, accountId, read.filter), t));
}

/** The people to choose from, and the chosen person too if they are no longer in the list. */
async function peopleFor(c: Ctx, accountId: string, { filter }: ReadFilter): Promise<Person[]> {
  const { db } = c.var.deps;
  const people = await listActors(db, accountId);
  if (!filter.actorId || filter.actorId === 'system' || people.some((person) => person.id === filter.actorId)) return people;
  const chosen = await findActor(db, accountId, filter.actorId);
  return chosen ? [...people, chosen] : people;
}
