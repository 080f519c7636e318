import { html, raw } from 'hono/html';
import type { Permission } from '../../src/permissions.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { Icon } from './icon.tsx';
import { Count } from './notice.tsx';

export type NavItem =
  | 'subscription'
  | 'invoices'
  | 'contacts'
  | 'team'
  | 'settings'
  | 'audit'
  | 'profile'
  | 'operatorAccounts'
  | 'operatorCatalogue'
  | 'operatorOrders'
  | 'operatorInvoices'
  | 'operatorMail';

interface Link {
  item: NavItem;
  href: string;
  label: string;
  shown: boolean;
  count?: number;
  /** Read by screen readers instead of the number. By default: the number of requests that wait for the viewer. */
  countText?: string;
}

interface Group {
  heading: string;
  sub?: string;
  links: Link[];
}

/**
 * Account › Billing, People › Team and the operator desk, with only the links that this viewer may use. Every member gets at least one
 * link. It is an `html` template, because it is on every page and as JSX nodes would take longer to render than most page contents.
 */
export function Navigation({ v, current }: { v: SignedInViewer; current: NavItem | undefined }) {
  const groups = groupsFor(v)
    .map((group) => ({ ...group, links: group.links.filter((link) => link.shown) }))
    .filter((group) => group.links.length > 0);
  return html`<nav id="navigation" class="navigation" aria-label="${v.t.common.mainNavigation}" popover="auto">
<button type="button" class="button quiet menu-button" popovertarget="navigation" popovertargetaction="hide">${Icon({ name: 'cross' })}${v.t.common.close}</button>
${groups.map((group) => navGroup(v, group, current))}</nav>`;
}

function navGroup(v: SignedInViewer, { heading, sub, links }: Group, current: NavItem | undefined) {
  return html`<div class="nav-group">
${heading && html`<p class="nav-heading">${heading}</p>`}
${sub && html`<p class="nav-sub">${sub}</p>`}
<ul>${links.map((link) => navLink(v, link, link.item === current))}</ul>
</div>
`;
}

function navLink(v: SignedInViewer, { href, label, count, countText }: Link, isCurrent: boolean) {
  const waiting = count ? <Count n={count} text={countText ?? v.t.common.waitingForYou(count)} /> : '';
  return html`<li><a href="${href}"${isCurrent ? raw(' aria-current="page"') : ''}>${label}${waiting}</a></li>
`;
}

function groupsFor(v: SignedInViewer): Group[] {
  const { url } = v;
  const can = (permission: Permission) => v.can(permission);
  const { nav } = v.t.common;
  const operator = v.member.isOperator;
  return [
    {
      heading: nav.account,
      sub: nav.billing,
      links: [
        { item: 'subscription', href: url.subscription(), label: nav.subscription, shown: can('subscription.see'), count: v.waiting },
        { item: 'invoices', href: url.invoices(), label: nav.invoices, shown: can('invoices.see') },
        { item: 'contacts', href: url.contacts(), label: nav.contacts, shown: can('contacts.see') },
      ],
    },
    {
      heading: '',
      links: [
        { item: 'settings', href: url.settings(), label: nav.settings, shown: can('settings.see') },
        { item: 'audit', href: url.audit(), label: nav.audit, shown: can('audit.see') },
      ],
    },
    { heading: nav.people, sub: nav.team, links: [{ item: 'team', href: url.team(), label: nav.teamMembers, shown: can('team.see') }] },
    {
      heading: nav.operator,
      links: [
        { item: 'operatorAccounts', href: url.operatorAccounts(), label: nav.accounts, shown: operator },
        { item: 'operatorCatalogue', href: url.operatorCatalogue(), label: nav.catalogue, shown: operator },
        { item: 'operatorOrders', href: url.operatorOrders(), label: nav.orders, shown: operator },
        { item: 'operatorInvoices', href: url.operatorInvoices(), label: nav.invoices, shown: operator },
        {
          item: 'operatorMail',
          href: url.operatorMail(),
          label: v.t.operatorMail.nav,
          shown: operator,
          count: v.failedMail,
          countText: v.t.operatorMail.count(v.failedMail),
        },
      ],
    },
    {
      heading: '',
      links: [{ item: 'profile', href: url.profile(), label: nav.profile, shown: !can('subscription.see') }],
    },
  ];
}
