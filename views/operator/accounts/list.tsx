/** The list of all accounts, or of the accounts that the current operator represents (rules §4.25). */
import { html } from 'hono/html';
import type { AccountPage, ListedAccount } from '../../../src/operator/accounts/list.ts';
import { type AccountQuery, accountQuery } from '../../../src/operator/accounts/query.ts';
import { accountTypes } from '../../../src/permissions.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import { Page, PageHeader } from '../../page.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Hidden, SelectField, TextField } from '../../parts/fields.tsx';
import { EmptyState, StateTag } from '../../parts/notice.tsx';
import { Table } from '../../parts/table.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { PreviousNext } from '../parts/previous-next.tsx';

interface AccountsProps {
  v: SignedInViewer;
  query: AccountQuery;
  list: AccountPage;
}

export function AccountsPage({ v, query, list }: AccountsProps) {
  const t = v.t.operator.accounts;
  const href = (from: AccountPage['next']) => from && v.url.operatorAccounts(accountQuery({ ...query, from }));
  return (
    <Page v={v} title={t.title} current="operatorAccounts" wide>
      <PageHeader title={t.title} lead={query.mine ? t.mineLead : t.lead}>
        <LinkButton href={v.url.operatorNewAccount()} kind="primary" icon="add">
          {t.create}
        </LinkButton>
      </PageHeader>
      <Tabs
        label={t.tabs}
        items={[
          { href: v.url.operatorAccounts(), label: t.tabAll, current: !query.mine },
          { href: v.url.operatorAccounts('mine=yes'), label: t.tabMine, current: query.mine },
        ]}
      />
      <Filters v={v} query={query} />
      {list.accounts.length > 0 ? (
        <Table
          caption={query.mine ? t.tabMine : t.caption}
          captionHidden
          stacked
          head={[t.name, t.type, t.owner, t.representative, t.renewsOn, t.status].map((label) => ({ label }))}
        >
          {list.accounts.map((account) => row(v, account))}
        </Table>
      ) : (
        <Nothing v={v} query={query} />
      )}
      <PreviousNext t={v.t} label={t.pages} previous={href(list.previous)} next={href(list.next)} />
    </Page>
  );
}

function Filters({ v, query }: { v: SignedInViewer; query: AccountQuery }) {
  const t = v.t.operator.accounts;
  const types = accountTypes.map((type) => ({ value: type, label: v.t.common.accountTypes[type] }));
  const statuses = (['active', 'cancelled'] as const).map((status) => ({ value: status, label: t.statuses[status] }));
  const isNarrowed = query.search !== '' || query.type !== null || query.status !== null;
  return (
    <form method="get" action={v.url.operatorAccounts()} class="filters compact" novalidate {...{ role: 'search' }}>
      {query.mine && <Hidden name="mine" value="yes" />}
      <TextField t={v.t} type="search" name="search" label={t.searchLabel} value={query.search} autocomplete="off" />
      <SelectField
        t={v.t}
        name="type"
        label={t.type}
        width="short"
        value={query.type ?? ''}
        options={[{ value: '', label: t.anyType }, ...types]}
      />
      <SelectField
        t={v.t}
        name="status"
        label={t.status}
        width="short"
        value={query.status ?? ''}
        options={[{ value: '', label: t.anyStatus }, ...statuses]}
      />
      <div class="actions">
        <Button kind="secondary">{v.t.operator.search}</Button>
        {isNarrowed && <a href={v.url.operatorAccounts(query.mine ? 'mine=yes' : '')}>{v.t.operator.clear}</a>}
      </div>
    </form>
  );
}

/** A string template instead of JSX nodes: for fifty rows it costs a fraction of the time. */
function row(v: SignedInViewer, account: ListedAccount) {
  const t = v.t.operator.accounts;
  const waiting = account.waiting > 0 ? html`<span class="sub">${t.waiting(account.waiting)}</span>` : '';
  const tag = StateTag({ state: account.status, label: t.statuses[account.status] });
  return html`<tr>
<th scope="row"><a href="${v.url.operatorAccount(account.id)}">${account.name}</a>${waiting}</th>
<td data-label="${t.type}">${v.t.common.accountTypes[account.type]}</td>
<td data-label="${t.owner}">${account.ownerName ?? v.t.operator.nothing}<span class="sub">${account.ownerEmail ?? ''}</span></td>
<td data-label="${t.representative}">${account.representativeName ?? v.t.operator.nothing}</td>
<td data-label="${t.renewsOn}">${account.renewsOn && account.status === 'active' ? v.f.day(account.renewsOn) : v.t.operator.nothing}</td>
<td data-label="${t.status}">${tag}</td>
</tr>
`;
}

function Nothing({ v, query }: { v: SignedInViewer; query: AccountQuery }) {
  const t = v.t.operator.accounts;
  if (query.search !== '' || query.type || query.status || query.from) return <EmptyState title={t.noneTitle}>{t.none}</EmptyState>;
  if (query.mine) return <EmptyState title={t.mineNoneTitle}>{t.mineNone}</EmptyState>;
  return <EmptyState title={t.emptyTitle}>{t.empty}</EmptyState>;
}
