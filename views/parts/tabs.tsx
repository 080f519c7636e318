/** Tabs are links to pages: Tabs  label · items [{ href, label, current, count?, countText? }]. */
import { Count } from './notice.tsx';

interface Tab {
  href: string;
  label: string;
  current: boolean;
  count?: number;
  /** Read by screen readers instead of the number. */
  countText?: string;
}

export function Tabs({ label, items }: { label: string; items: readonly Tab[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {items.map((tab) => (
          <li>
            <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              {tab.label}
              {tab.count ? <Count n={tab.count} text={tab.countText ?? String(tab.count)} /> : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
