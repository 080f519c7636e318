/**
 *   Table   caption · captionHidden · head [{ label, number?, hidden?, sort? }] · children (rows) · foot (rows of totals) · stacked (cards on phones)
 *   Row, RowHead, Cell   label (the column head, shown on phones when stacked) · number · children
 *   Pager   t · page · pages · href(page) · label
 *
 * Long tables may render their rows with hono's `html` templates, which take a fraction of the time of JSX nodes:
 *   html`<tr><th scope="row">${name}</th><td data-label="${t…}" class="number">${seats}</td></tr>`
 */
import type { Child } from 'hono/jsx';
import type { Messages } from '../../src/i18n/messages.ts';
import { Icon } from './icon.tsx';
import { type Attrs, classes, VisuallyHidden } from './text.tsx';

export interface Column {
  label: string;
  /** For numbers and money: aligned to the right, so that the digits line up. */
  number?: boolean;
  /** Only screen readers read the head: for the column with the buttons. */
  hidden?: boolean;
  sort?: Sort;
  /** A second sortable value, shown below the first in the same cell. */
  below?: { label: string; sort: Sort };
}

interface Sort {
  href: string;
  direction: 'ascending' | 'descending' | null;
}

interface TableProps {
  caption: string;
  captionHidden?: boolean;
  head: readonly Column[];
  children: Child;
  /** Rows of totals at the end. */
  foot?: Child;
  /** On phones each row becomes a card, and each cell shows its `label`. Otherwise the table scrolls horizontally in its frame. */
  stacked?: boolean;
  id?: string;
}

export function Table({ caption, captionHidden, head, children, foot, stacked, id }: TableProps) {
  const table = (
    <table class={stacked ? 'stacked' : undefined} id={id}>
      <caption class={captionHidden ? 'visually-hidden' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {head.map((column) => (
            <th
              scope="col"
              class={column.number ? 'number' : undefined}
              aria-sort={column.sort?.direction ?? column.below?.sort.direction ?? undefined}
            >
              <ColumnHead {...column} />
              {column.below && (
                <>
                  {' · '}
                  <ColumnHead {...column.below} />
                </>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
      {foot && <tfoot>{foot}</tfoot>}
    </table>
  );
  // A frame that scrolls must be reachable by keyboard (tabindex), and a focusable frame needs a role and a name.
  return stacked ? (
    <div class="table">{table}</div>
  ) : (
    <section class="table" aria-label={caption} {...{ tabindex: 0 }}>
      {table}
    </section>
  );
}

function ColumnHead({ label, hidden, sort }: Column) {
  if (hidden) return <VisuallyHidden>{label}</VisuallyHidden>;
  if (!sort) return <>{label}</>;
  return (
    <a href={sort.href} class={classes('sort', sort.direction)}>
      {label}
      <Icon name="down" />
    </a>
  );
}

export function Row({ children, attrs }: { children: Child; attrs?: Attrs }) {
  return <tr {...attrs}>{children}</tr>;
}

interface CellProps {
  label?: string;
  number?: boolean;
  children?: Child;
  attrs?: Attrs;
}

export function RowHead({ children, attrs }: CellProps) {
  return (
    <th scope="row" {...attrs}>
      {children}
    </th>
  );
}

export function Cell({ label, number, children, attrs }: CellProps) {
  return (
    <td data-label={label} class={number ? 'number' : undefined} {...attrs}>
      {children}
    </td>
  );
}

interface PagerProps {
  t: Messages;
  page: number;
  pages: number;
  href: (page: number) => string;
  /** The name of the list for screen readers: “Team members”. */
  label: string;
  /** Replaces “Page 1 of 25”, for example with “1 to 50 of 1,204”. */
  showing?: string;
}

export function Pager({ t, page, pages, href, label, showing }: PagerProps) {
  if (pages <= 1) return null;
  return (
    <nav class="pager" aria-label={`${t.common.pages}: ${label}`}>
      <p>{showing ?? t.common.pageOf(page, pages)}</p>
      {page > 1 && (
        <a class="button secondary small" href={href(page - 1)} rel="prev">
          <Icon name="left" />
          {t.common.previousPage}
        </a>
      )}
      {page < pages && (
        <a class="button secondary small" href={href(page + 1)} rel="next">
          {t.common.nextPage}
          <Icon name="right" />
        </a>
      )}
    </nav>
  );
}
