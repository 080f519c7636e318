import type { SignedInViewer } from '../../src/web/viewer.ts';
import { Tabs } from '../parts/tabs.tsx';

export function SubscriptionTabs({ v, current }: { v: SignedInViewer; current: 'overview' | 'requests' }) {
  const t = v.t.subscription;
  return (
    <Tabs
      label={t.title}
      items={[
        { href: v.url.subscription(), label: t.overview, current: current === 'overview' },
        {
          href: v.url.requests(),
          label: t.requests,
          current: current === 'requests',
          count: v.waiting,
          countText: v.t.common.waitingForYou(v.waiting),
        },
      ]}
    />
  );
}
