import { expect, it } from 'vitest';
import { type Browser, browser, freshInstance, origin } from './support/app.ts';
import { type GivenMember, givenAccount, givenCatalogue } from './support/given.ts';

it('lives under the path of BASE_URL: no page leads out of it', async () => {
  const instance = await freshInstance({ BASE_URL: `${origin}/seats` });
  await givenCatalogue(instance.db);
  const [self, assisted, managed] = [
    await givenAccount(instance.db),
    await givenAccount(instance.db, { type: 'online_assisted' }),
    await givenAccount(instance.db, { type: 'managed' }),
  ];
  const walked: string[] = [];
  for (const member of [self.owner, assisted.admin, managed.billing, self.agent] as (GivenMember | undefined)[]) {
    walked.push(...(await walk(await browser(instance, member))));
  }
  walked.push(...(await walk(await browser(instance))));
  await instance.db.updateTable('members').set({ is_operator: 1 }).where('id', '=', managed.owner.id).execute();
  const desk = await walk(await browser(instance, managed.owner));
  expect(desk).toEqual(expect.arrayContaining(deskPages.map((path) => `/seats${path}`)));
  walked.push(...desk);
  expect(new Set(walked).size).toBeGreaterThan(15);
});

it('answers at its path with and without the slash at the end', async () => {
  const instance = await freshInstance({ BASE_URL: `${origin}/seats/` });
  await givenCatalogue(instance.db);
  const account = await givenAccount(instance.db);
  const owner = await browser(instance, account.owner);
  for (const path of ['/seats', '/seats/']) {
    const answer = await owner.get(path);
    expect([path, answer.status, answer.location]).toEqual([path, 303, '/seats/subscription']);
  }
  expect((await owner.get('/')).status).toBe(404);
});

const deskPages = [
  '/operator/accounts',
  '/operator/accounts/new',
  '/operator/orders',
  '/operator/invoices',
  '/operator/mail',
  '/operator/catalogue',
  '/operator/catalogue/new',
  '/operator/catalogue/coupons',
  '/operator/catalogue/coupons/new',
];

/** Opens every page that links and redirects lead to. @returns their paths */
async function walk(visitor: Browser): Promise<string[]> {
  const seen = new Set<string>();
  const todo = ['/seats/'];
  for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const { status, location, html } = await visitor.get(path);
    expect(status, path).toBeLessThan(500);
    const links = [...html.matchAll(/\s(?:href|src|hx-get|hx-post|action|formaction)="([^"]*)"/g)].map(([, link = '']) => link);
    for (const link of [location ?? '', ...links].filter((href) => href !== '' && !/^(#|\?|mailto:)/.test(href))) {
      expect(link, `on ${path}`).toMatch(/^\/seats\//);
    }
    const pages = [...html.matchAll(/\shref="([^"#]*)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'));
    todo.push(...[location ?? '', ...pages].filter((page) => page.startsWith('/seats/') && !page.startsWith('/seats/audit?')));
  }
  return [...seen];
}
