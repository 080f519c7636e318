import { type Browser, browser, fieldsOf, freshInstance, type Instance, type Page } from '../support/app.ts';
import { type GivenAccount, type GivenOptions, givenAccount, givenCatalogue } from '../support/given.ts';

/**
 * An account whose admins may submit requests, with a browser for each member, and a second account with browsers for its owner and admin.
 */
export interface World {
  instance: Instance;
  account: GivenAccount;
  owner: Browser;
  billing: Browser;
  admin: Browser;
  admin2: Browser;
  agent: Browser;
  user: Browser;
  other: GivenAccount;
  otherOwner: Browser;
  otherAdmin: Browser;
}

export async function freshWorld(options: GivenOptions = {}): Promise<World> {
  const instance = await freshInstance();
  await givenCatalogue(instance.db);
  const account = await givenAccount(instance.db, { requestsEnabled: true, ...options });
  const other = await givenAccount(instance.db, { requestsEnabled: true, name: 'Canary Fields' });
  const at = (who: keyof GivenAccount, of = account) => browser(instance, of[who] as { id: string; accountId: string });
  return {
    instance,
    account,
    owner: await at('owner'),
    billing: await at('billing'),
    admin: await at('admin'),
    admin2: await at('admin2'),
    agent: await at('agent'),
    user: await at('user'),
    other,
    otherOwner: await at('owner', other),
    otherAdmin: await at('admin', other),
  };
}

/** Submits the Manage form with these fields changed, as a browser would. */
export async function ask(who: Browser, changes: Record<string, string> = { 'seats.support-suite': '30' }): Promise<Page> {
  const { html } = await who.get('/subscription/manage');
  return who.post('/subscription/requests', { ...fieldsOf(html, '/subscription/requests'), ...changes });
}

/** Submits the form and returns the id of the new request. */
export async function asked(who: Browser, changes?: Record<string, string>): Promise<string> {
  const { status, location, text } = await ask(who, changes);
  if (status !== 303 || !location) throw new Error(`not submitted: ${status} ${text.slice(0, 400)}`);
  return location.split('/').at(-1) ?? '';
}

/** Opens the summary and presses "Update subscription". */
export async function approve(who: Browser, id: string): Promise<Page> {
  return press(who, id, 'approval');
}

/** Opens the summary and presses "Reject" with this reason. */
export async function reject(who: Browser, id: string, reason = 'Not before summer.'): Promise<Page> {
  return press(who, id, 'rejection', { reason });
}

/** Opens the summary and sends one of its forms. */
export async function press(who: Browser, id: string, what: string, changes: Record<string, string> = {}): Promise<Page> {
  const action = `/subscription/requests/${id}/${what}`;
  const { html } = await who.get(`/subscription/requests/${id}`);
  return who.post(action, { ...fieldsOf(html, action), ...changes });
}

/** Opens the form of the pending request and saves it with these fields changed. */
export async function edit(who: Browser, id: string, changes: Record<string, string>): Promise<Page> {
  const { html } = await who.get(`/subscription/requests/${id}/edit`);
  return who.post(`/subscription/requests/${id}`, { ...fieldsOf(html, `/subscription/requests/${id}`), ...changes });
}

export async function requestsOf({ instance, account }: World) {
  return instance.db
    .selectFrom('requests')
    .selectAll()
    .where('account_id', '=', account.id)
    .orderBy('submitted_at')
    .orderBy('id')
    .execute();
}

export async function eventsOf({ instance, account }: World): Promise<string[]> {
  const rows = await instance.db.selectFrom('events').select('action').where('account_id', '=', account.id).orderBy('seq').execute();
  return rows.map((row) => row.action);
}

/** The mails of the account, sorted, each as "kind → first part of the address". */
export async function mailsOf({ instance, account }: World): Promise<string[]> {
  const rows = await instance.db.selectFrom('outbox').select(['letter', 'to_email']).where('account_id', '=', account.id).execute();
  return rows.map((row) => `${row.letter} → ${row.to_email.split('@')[0]}`).toSorted();
}

export async function seatsOf({ instance, account }: World, leader: string): Promise<number | undefined> {
  const row = await instance.db
    .selectFrom('seat_groups')
    .select('seats')
    .where('account_id', '=', account.id)
    .where('leader_product_id', '=', leader)
    .executeTakeFirst();
  return row?.seats;
}

export async function setLanguage({ instance }: World, member: { id: string }, language: 'en' | 'de' | 'fr' | 'it'): Promise<void> {
  await instance.db.updateTable('members').set({ language }).where('id', '=', member.id).execute();
}
