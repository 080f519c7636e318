/** The lines of a request side by side: at the time of the request, now, and after the change (rules §4.6). */
import type { LineState, QuoteLine } from '../../src/pricing/types.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { Cell, type Column, Row, RowHead, Table } from '../parts/table.tsx';

interface ComparedLinesProps {
  v: SignedInViewer;
  lines: readonly QuoteLine[];
  /** The lines at the time of the request, in a column of their own; only when the subscription has changed since. */
  asked?: readonly QuoteLine[];
  caption: string;
}

export function ComparedLines({ v, lines, asked, caption }: ComparedLinesProps) {
  const t = v.t.requests;
  const { cost } = v.t.common;
  const labels = asked ? { before: t.now, after: t.after } : { before: t.before, after: t.after };
  // With this extra column there is no room for the cost of each line; the page shows the sum next to the table.
  const hasCost = !asked && lines.some((line) => line.dueMinor > 0);
  const head: Column[] = [
    { label: v.t.common.product },
    ...(asked ? [{ label: t.whenAsked }] : []),
    { label: labels.before },
    { label: labels.after },
    ...(hasCost ? [{ label: cost, number: true }] : []),
  ];
  return (
    <Table caption={caption} captionHidden head={head} stacked>
      {rowsOf(lines, asked).map(({ line, was }) => (
        <Row>
          <RowHead>{line.name}</RowHead>
          {asked && (
            <Cell label={t.whenAsked}>
              <StateOf v={v} state={was?.before ?? null} />
            </Cell>
          )}
          <Cell label={labels.before}>
            <StateOf v={v} state={line.before} />
          </Cell>
          <Cell label={labels.after}>
            <AfterOf v={v} line={line} />
          </Cell>
          {hasCost && (
            <Cell label={cost} number>
              {line.dueMinor > 0 ? v.f.money(line.dueMinor, v.account.currency) : ''}
            </Cell>
          )}
        </Row>
      ))}
    </Table>
  );
}

/**
 * The lines that the change touches or that have changed since the request. A line that no longer exists is shown as it was at the time of
 * the request.
 */
function rowsOf(lines: readonly QuoteLine[], asked: readonly QuoteLine[] | undefined): { line: QuoteLine; was: QuoteLine | undefined }[] {
  const rows = lines
    .map((line) => ({ line, was: asked?.find(({ productId }) => productId === line.productId) }))
    .filter(({ line, was }) => line.changed || (asked && !isSame(was?.before ?? null, line.before)));
  const gone = (asked ?? [])
    .filter((was) => (was.before || was.changed) && !lines.some((line) => line.productId === was.productId))
    .map((was) => ({ line: { ...was, before: null, now: null, later: null, laterOn: null, dueMinor: 0 }, was }));
  return [...rows, ...gone];
}

/** Whether two states of a line have the same plan and the same seats, the only things that the table shows. */
export function isSame(first: LineState | null, second: LineState | null): boolean {
  return first?.planId === second?.planId && first?.seats === second?.seats;
}

/** The seats, and the plan below them; only the plan for a flat line. */
function StateOf({ v, state }: { v: SignedInViewer; state: LineState | null }) {
  if (!state) return <span class="muted">{v.t.requests.notHeld}</span>;
  return (
    <>
      {state.seats !== null && <span class="detail">{v.t.requests.seats(state.seats)}</span>}
      <span class="detail">{state.planName}</span>
    </>
  );
}

/** The state of a line directly after the change, and its later state when a part of the change takes effect later. */
function AfterOf({ v, line: { before, now, later, laterOn } }: { v: SignedInViewer; line: QuoteLine }) {
  const t = v.t.requests;
  if (!laterOn) return <StateOf v={v} state={now} />;
  const day = v.f.day(laterOn);
  return (
    <>
      {!isSame(before, now) && <StateOf v={v} state={now} />}
      {later && <StateOf v={v} state={later} />}
      <span class="detail sub">{later ? t.fromDay(day) : t.removedOn(day)}</span>
    </>
  );
}
