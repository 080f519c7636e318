/** What the pages of the operator desk share: the way to the pages on either side. */
import type { Messages } from '../../../src/i18n/messages.ts';
import { Icon } from '../../parts/icon.tsx';

interface OnwardProps {
  t: Messages;
  /** What is paged, for those who hear it. */
  label: string;
  previous: string | null;
  next: string | null;
}

/** Lists of the desk go on from a place instead of counting pages. */
export function Onward({ t, label, previous, next }: OnwardProps) {
  if (!previous && !next) return null;
  return (
    <nav class="pager" aria-label={label}>
      <p />
      {previous && (
        <a class="button secondary small" href={previous} rel="prev">
          <Icon name="left" />
          {t.common.previousPage}
        </a>
      )}
      {next && (
        <a class="button secondary small" href={next} rel="next">
          {t.common.nextPage}
          <Icon name="right" />
        </a>
      )}
    </nav>
  );
}
