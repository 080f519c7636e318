import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { languages } from '../../src/i18n/language.ts';
import { browser } from '../support/app.ts';
import { type Desk, givenDesk } from './given.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

/** Every page of the desk that needs no id, and those of one account. */
function pagesOf({ app, account }: Desk): string[] {
  const paths = app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path);
  const lists = paths.filter((path) => path.startsWith('/operator/') && !path.includes(':') && !path.endsWith('.csv'));
  const ofAccount = ['', '/subscription', '/members', '/audit'].map((page) => `/operator/accounts/${account.id}${page}`);
  return [...new Set(lists), ...ofAccount];
}

describe('the version of the program', () => {
  it.each(languages)('is at the foot of every page of the operator desk, in %s', async (language) => {
    const desk = await givenDesk();
    await desk.db.updateTable('members').set({ language }).where('id', '=', desk.rep.id).execute();
    const pages = pagesOf(desk);
    expect(pages.length).toBeGreaterThan(10);
    for (const path of pages) {
      expect((await desk.desk.get(path)).html, path).toContain(`<footer><p class="hint">Seatkeeper ${version}</p></footer></main>`);
    }
  });

  it('is on no other page, not even for an operator', async () => {
    const desk = await givenDesk();
    const visitor = await browser(desk);
    for (const path of ['/sign-in', '/nothing-here']) expect((await visitor.get(path)).html, path).not.toContain(version);
    for (const path of ['/profile', '/team', '/subscription']) expect((await desk.desk.get(path)).html, path).not.toContain(version);
  });
});
