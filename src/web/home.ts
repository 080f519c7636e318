import type { Viewer } from './viewer.ts';

/** The first page that this viewer may open (rules §5 `/`). */
export function homePath(viewer: Viewer): string {
  if (!viewer.member) return viewer.url.signIn();
  return viewer.can('subscription.see') ? viewer.url.subscription() : viewer.url.profile();
}
