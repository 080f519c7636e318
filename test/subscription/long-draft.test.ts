import { expect, it } from 'vitest';
import { browser, fieldsOf, freshInstance } from '../support/app.ts';
import { givenAccount, givenCatalogue } from '../support/given.ts';
import { withServer } from '../support/server.ts';

it('a draft in the address keeps its note, however long and in whatever script', async () => {
  const instance = await freshInstance();
  await givenCatalogue(instance.db);
  const account = await givenAccount(instance.db, { type: 'online_assisted' });
  const admin = await browser(instance, account.admin);
  const note = '席'.repeat(5000);
  const { html } = await admin.get(`/subscription/manage?${new URLSearchParams({ version: '1', note })}`);
  expect(fieldsOf(html, '/subscription/requests').note?.trim() === note).toBe(true);
});

it('the server accepts an address with the longest note, in a script of nine bytes a character', async () => {
  await withServer(async ({ url }) => {
    const answer = await fetch(`${url}/setup?${new URLSearchParams({ note: '席'.repeat(2000) })}`);
    expect(answer.status).toBe(200);
  });
});
