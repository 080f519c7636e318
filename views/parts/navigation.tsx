import type { Permission } from '../../src/permissions.ts';
import type { Insider } from '../../src/web/viewer.ts';
import { Icon } from './icon.tsx';
import { Count } from './notice.tsx';
import type { Attrs } from './text.tsx';

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
  | 'operatorInvoices';

interface Link {
  item: NavItem;
  href: string;
  label: string;
  shown: boolean;
  count?: number;
}

interface Group {
  heading: string;
  sub?: string;
  links: Link[];
}

/** Account › Billing, People › Team and the operator desk, each with only what this viewer may use. Nobody gets an empty navigation. */
export function Navigation({ v, current, popover }: { v: Insider; current: NavItem | undefined; popover: Attrs }) {
  const groups = groupsFor(v)
    .map((group) => ({ ...group, links: group.links.filter((link) => link.shown) }))
    .filter((group) => group.links.length > 0);
  return (
    <nav id="navigation" class="navigation" aria-label={v.t.common.mainNavigation} {...popover}>
      <button type="button" class="button quiet menu-button" popovertarget="navigation" popovertargetaction="hide">
        <Icon name="cross" />
        {v.t.common.close}
      </button>
      {groups.map((group) => (
        <div class="nav-group">
          {group.heading && <p class="nav-heading">{group.heading}</p>}
          {group.sub && <p class="nav-sub">{group.sub}</p>}
          <ul>
            {group.links.map((link) => (
              <li>
                <a href={link.href} aria-current={link.item === current ? 'page' : undefined}>
                  {link.label}
                  {link.count ? <Count n={link.count} text={v.t.common.waitingForYou(link.count)} /> : null}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function groupsFor(v: Insider): Group[] {
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
      ],
    },
    {
      heading: '',
      links: [{ item: 'profile', href: url.profile(), label: nav.profile, shown: !can('subscription.see') }],
    },
  ];
}
