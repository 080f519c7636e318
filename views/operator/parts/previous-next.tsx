/** The links to the previous and the next page, which the lists of the operator desk share. */
import type { Messages } from '../../../src/i18n/messages.ts';
import { Icon } from '../../parts/icon.tsx';

interface OnwardProps {
  t: Messages;
  /** The name of the list, for screen readers. */
  label: string;
  previous: string | null;
  next: string | null;
}

/** Links only, no page numbers: the lists page by a cursor. */
export function PreviousNext({ t, label, previous, next }: OnwardProps) {
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
