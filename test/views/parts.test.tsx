import type { Child } from 'hono/jsx';
import { describe, expect, test } from 'vitest';
import { formatFor } from '../../src/i18n/format.ts';
import { type Language, languages } from '../../src/i18n/language.ts';
import { messagesFor } from '../../src/i18n/messages.ts';
import { urls } from '../../src/paths.ts';
import { type AccountType, can, type Role } from '../../src/permissions.ts';
import type { Viewer } from '../../src/web/viewer.ts';
import { crashPage, forbiddenPage, notFoundPage } from '../../views/errors.tsx';
import { Page, PageHeader } from '../../views/page.tsx';
import { Button, PostButton } from '../../views/parts/button.tsx';
import { Checkbox, ErrorSummary, NumberField, RadioGroup, SelectField, TextArea, TextField } from '../../views/parts/fields.tsx';
import { Count, StateTag } from '../../views/parts/notice.tsx';
import { Change, Summary } from '../../views/parts/summary.tsx';
import { Pager, Table } from '../../views/parts/table.tsx';
import { Tabs } from '../../views/parts/tabs.tsx';

const t = messagesFor('en');

function viewer(given: { role?: Role | null; type?: AccountType; operator?: boolean; waiting?: number; language?: Language } = {}): Viewer {
  const { role = 'owner', type = 'self_service', operator = false, waiting = 0, language = 'en' } = given;
  const account = {
    id: 'a1',
    name: 'Harbour Lights',
    type,
    status: 'active',
    currency: 'EUR',
    taxRateBp: 1900,
    requestsEnabled: true,
    showPrices: true,
    mailBillingAdmins: true,
    representativeId: null,
    payment: { method: 'invoice', termsDays: 30, cardBrand: null, cardLast4: null },
    version: 1,
    catalogueMark: '',
  } as const;
  return {
    language,
    t: messagesFor(language),
    f: formatFor(language),
    url: urls('/base'),
    assets: { css: '/base/assets/app.css', js: '/base/assets/app.js', htmx: '/base/assets/htmx.js', icon: '/base/assets/icon.svg' },
    path: '/base/subscription?tab="x"',
    today: '2026-03-01',
    now: 1_772_323_200,
    requestId: 'req-7',
    member: role && { id: 'm1', name: 'Ada <Nkemelu>', email: 'ada@harbour.example', role, isOperator: operator, sessionId: 's1' },
    account: role && account,
    waiting,
    hasPending: false,
    failedMail: 0,
    notice: null,
    can: (permission) => role !== null && can(role, account, permission),
  };
}

function page(v: Viewer, children: Child = '') {
  return String(
    <Page v={v} title="Subscription" current="subscription">
      {children}
    </Page>,
  );
}

const links = (html: string) => [...html.matchAll(/<a href="([^"]+)"/g)].map((match) => match[1]);
const navigation = (html: string) => links(html.slice(html.indexOf('<nav'), html.indexOf('</nav>')));

describe('a field', () => {
  test('carries its label, hint and error together', () => {
    const html = String(
      <TextField t={t} name="seats.support" label="Seats" hint="The new total" error="Enter a whole number" value={'5"e2'} />,
    );
    expect(html).toContain('<label for="field-seats.support">Seats</label>');
    expect(html).toContain('id="field-seats.support"');
    expect(html).toContain('aria-describedby="field-seats.support-hint field-seats.support-error"');
    expect(html).toContain('id="field-seats.support-hint"');
    expect(html).toContain('id="field-seats.support-error"');
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain('value="5&quot;e2"');
  });

  test('without hint or error points nowhere and is not called invalid', () => {
    const html = String(<TextField t={t} name="name" label="Name" />);
    expect(html).not.toContain('aria-');
    expect(html).not.toContain('required');
  });

  test('for numbers keeps the raw input, even if it is not a number', () => {
    const html = String(<NumberField t={t} name="seats" label="Seats" value="zwölf" attrs={{ 'hx-get': '/x' }} />);
    expect(html).toContain('type="text"');
    expect(html).toContain('inputmode="numeric"');
    expect(html).toContain('value="zwölf"');
    expect(html).toContain('hx-get="/x"');
    expect(String(<NumberField t={t} name="seats" label="Seats" value={0} />)).toContain('value="0"');
  });

  test('of many lines gives back the first line even when it is empty', () => {
    expect(String(<TextArea t={t} name="note" label="Note" value={'\n</textarea>'} />)).toContain('>\n\n&lt;/textarea&gt;</textarea>');
  });

  test('with choices marks the chosen one, and the first radio is where the error leads', () => {
    const options = [
      { value: 'monthly', label: 'Monthly' },
      { value: 'annual', label: 'Annual', hint: 'Cheaper' },
    ];
    const select = String(<SelectField t={t} name="cycle" label="Cycle" value="annual" options={options} />);
    expect(select).toContain('<option value="annual" selected="">');
    const radios = String(<RadioGroup t={t} name="cycle" label="Cycle" value="annual" options={options} error="Choose one" />);
    expect(radios).toContain('aria-describedby="field-cycle-error"');
    expect(radios.match(/id="field-cycle"/g)).toHaveLength(1);
    expect(radios).toContain('value="annual" checked=""');
    expect(String(<Checkbox t={t} name="agree" label="I agree" checked />)).toContain('checked=""');
    expect(String(<Checkbox t={t} name="agree" label="I agree" />)).not.toContain('checked');
  });
});

test('the error summary takes the focus and links every field by its id', () => {
  const html = String(
    <ErrorSummary
      t={t}
      errors={[
        { field: 'seats.support', text: 'Enter a whole number' },
        { field: null, text: 'Nothing changes' },
      ]}
    />,
  );
  expect(html).toContain('autofocus=""');
  expect(html).toContain('tabindex="-1"');
  expect(html).toContain('<a href="#field-seats.support">Enter a whole number</a>');
  expect(html).toContain('<li>Nothing changes</li>');
  expect(String(<ErrorSummary t={t} errors={[]} />)).toBe('');
});

describe('a button', () => {
  test('tells screen readers the object of its action', () => {
    expect(String(<Button hiddenText="the request of Ada">Reject</Button>)).toContain(
      'Reject<span class="visually-hidden"> the request of Ada</span>',
    );
  });

  test('alone in a form posts its fields', () => {
    const html = String(<PostButton action="/undo" label="Undo" fields={{ version: 3 }} />);
    expect(html).toMatch(/^<form method="post" action="\/undo"/);
    expect(html).toContain('<input type="hidden" name="version" value="3"/>');
  });
});

describe('the page', () => {
  test('is one document with one main, in the language of the reader, and says Error first when it has one', () => {
    const html = String(
      <Page v={viewer({ language: 'de' })} title="Abonnement" error>
        <PageHeader title="Abonnement" />
      </Page>,
    );
    expect(html).toMatch(/^<!DOCTYPE html><html lang="de">/);
    expect(html).toContain('<title>Fehler: Abonnement – Harbour Lights</title>');
    expect(html.match(/<main/g)).toHaveLength(1);
    expect(html.match(/<h1/g)).toHaveLength(1);
  });

  test('holds nothing that the content security policy would refuse', () => {
    const html = page(viewer({ operator: true, waiting: 2 }));
    expect(html).not.toMatch(/ style=|<style| on[a-z]+=|javascript:|data:/);
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html).not.toMatch(/<script(?![^>]* src="[^"]+"[^>]* defer="")/);
  });

  test('has the live region from the start, empty', () => {
    expect(page(viewer())).toContain('<p id="live" class="visually-hidden" role="status"></p>');
  });

  test('escapes names and gives the language switch its way back', () => {
    const html = page(viewer());
    expect(html).toContain('Ada &lt;Nkemelu&gt;');
    expect(html).toContain('<input type="hidden" name="back" value="/base/subscription?tab=&quot;x&quot;"/>');
    for (const language of languages) expect(html).toContain(`name="language" value="${language}" lang="${language}"`);
  });

  test('marks where the reader is', () => {
    expect(page(viewer())).toContain('<a href="/base/subscription" aria-current="page">');
  });

  test('shows the message of the last action as a status', () => {
    expect(page({ ...viewer(), notice: { kind: 'success', text: '30 seats now' } })).toMatch(
      /<div class="notice success" role="status".*30 seats now/,
    );
  });
});

describe('the navigation shows only what may be used', () => {
  const at = (path: string) => `/base${path}`;
  test.each<[string, Parameters<typeof viewer>[0], string[]]>([
    ['owner', { role: 'owner' }, ['/subscription', '/invoices', '/contacts', '/settings', '/audit', '/team']],
    ['owner of a managed account', { role: 'owner', type: 'managed' }, ['/subscription', '/contacts', '/settings', '/audit', '/team']],
    ['admin', { role: 'admin' }, ['/subscription', '/contacts', '/team']],
    ['agent', { role: 'agent' }, ['/profile']],
    ['end user', { role: 'end_user' }, ['/profile']],
    [
      'agent who runs the instance',
      { role: 'agent', operator: true },
      ['/operator/accounts', '/operator/catalogue', '/operator/orders', '/operator/invoices', '/operator/mail', '/profile'],
    ],
  ])('%s', (_, given, paths) => {
    expect(navigation(page(viewer(given)))).toEqual(paths.map(at));
  });

  test('to visitors nothing, and no member menu', () => {
    const html = page(viewer({ role: null }));
    expect(html).not.toContain('<nav');
    expect(html).not.toContain('/sign-out');
    expect(html).toContain('name="language"');
  });

  test('the link to create a member only to those who may', () => {
    expect(page(viewer({ role: 'admin' }))).toContain('href="/base/team/new"');
    expect(page(viewer({ role: 'agent' }))).not.toContain('/team/new');
  });

  test('waiting requests are counted in words, and not at all at zero', () => {
    expect(page(viewer({ waiting: 2 }))).toContain('2 requests waiting for an answer');
    expect(page(viewer({ waiting: 0 }))).not.toContain('waiting for an answer');
  });
});

test('a change is read out as a sentence and shown as an arrow', () => {
  const html = String(<Change t={t} from="25" to="30" difference="+5" />);
  expect(html).toContain('from 25 to 30, difference +5');
  expect(html).toMatch(/aria-hidden="true"><span class="from">25<\/span> → <b>30<\/b> \(\+5\)<\/span>/);
  expect(String(<Change t={t} from="25" to="25" />)).toBe('<span class="change">25</span>');
});

test('what was not there before is read out as it is shown', () => {
  expect(String(<Change t={t} from="" to="18" difference="new" />)).toBe('<span class="change"><b>18</b> (new)</span>');
});

test('the summary carries one sentence to announce, or none while the input is invalid', () => {
  expect(String(<Summary t={t} title="Summary" announce="30 seats" children="" />)).toContain('data-announce="">30 seats</p>');
  expect(String(<Summary t={t} title="Summary" announce={null} children="" />)).not.toContain('data-announce');
});

test('a state is said in words beside its shape', () => {
  const html = String(<StateTag state="rejected" label="Rejected" />);
  expect(html).toContain('Rejected');
  expect(html).toContain('aria-hidden="true"');
});

test('a count is nothing at zero', () => {
  expect(String(<Count n={0} text="none" />)).toBe('');
});

test('tabs are links that say which one is open', () => {
  const html = String(
    <Tabs
      label="Subscription"
      items={[
        { href: '/a', label: 'Overview', current: true },
        { href: '/b', label: 'Requests', current: false, count: 1, countText: '1 request waiting' },
      ]}
    />,
  );
  expect(html).toContain('<a href="/a" aria-current="page">Overview</a>');
  expect(html).toContain('<a href="/b">Requests');
  expect(html).toContain('1 request waiting');
});

test('a table that scrolls can be reached by keyboard and has a name', () => {
  const html = String(
    <Table caption="Team members" captionHidden head={[{ label: 'Name', sort: { href: '?sort=name', direction: 'ascending' } }]}>
      <tr />
    </Table>,
  );
  expect(html).toContain('<section class="table" aria-label="Team members" tabindex="0">');
  expect(html).toContain('<th scope="col" aria-sort="ascending">');
});

test('a pager leads to the neighbours there are', () => {
  const pager = (page: number) =>
    links(
      String(<Pager t={t} page={page} pages={3} href={(n) => `?page=${n}`} label="Team members" />).replaceAll(
        'class="button secondary small" ',
        '',
      ),
    );
  expect(pager(1)).toEqual(['?page=2']);
  expect(pager(2)).toEqual(['?page=1', '?page=3']);
  expect(String(<Pager t={t} page={1} pages={1} href={String} label="Team members" />)).toBe('');
});

describe('error pages', () => {
  test('a refusal names whom to ask', () => {
    expect(String(forbiddenPage(viewer({ role: 'agent' }), { names: ['Ada Nkemelu', 'Bo Lindqvist'], isOfNoRole: false }))).toContain(
      'ask Ada Nkemelu or Bo Lindqvist.',
    );
  });

  test('a missing page does not depend on the requested path', () => {
    expect(String(notFoundPage({ ...viewer(), requestId: 'one', path: '/base/team/x1' }))).toBe(
      String(notFoundPage({ ...viewer(), requestId: 'two', path: '/base/team/y2' })),
    );
  });

  test('a crash gives the reference and nothing else', () => {
    expect(String(crashPage(viewer({ role: null })))).toContain('Reference for the log: req-7');
  });
});
