/** Lines side by side: what they were when it was asked, what they are now, what they would be (rules §4.6). */
import type { LineState, QuoteLine } from '../../src/pricing/types.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { Cell, type Column, Row, RowHead, Table } from '../parts/table.tsx';

interface ComparedLinesProps {
  v: SignedInViewer;
  lines: readonly QuoteLine[];
  /** The lines of the day on which it was asked, when the subscription moved since; shown as a column of their own. */
  asked?: readonly QuoteLine[];
  caption: string;
}

export function ComparedLines({ v, lines, asked, caption }: ComparedLinesProps) {
  const t = v.t.requests;
  const { cost } = v.t.common;
  const labels = asked ? { before: t.now, after: t.after } : { before: t.before, after: t.after };
  // With a column more there is no room for the cost of each line; their sum stands beside the table.
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

/** What is touched by the change or moved since; a line that is gone meanwhile stands there as it was. */
function rowsOf(lines: readonly QuoteLine[], asked: readonly QuoteLine[] | undefined): { line: QuoteLine; was: QuoteLine | undefined }[] {
  const rows = lines
    .map((line) => ({ line, was: asked?.find((one) => one.productId === line.productId) }))
    .filter(({ line, was }) => line.changed || (asked && !isSame(was?.before ?? null, line.before)));
  const gone = (asked ?? [])
    .filter((was) => (was.before || was.changed) && !lines.some((line) => line.productId === was.productId))
    .map((was) => ({ line: { ...was, before: null, now: null, later: null, laterOn: null, dueMinor: 0 }, was }));
  return [...rows, ...gone];
}

/** Whether a line is the same to somebody who looks at plans and seats. */
export function isSame(one: LineState | null, other: LineState | null): boolean {
  return one?.planId === other?.planId && one?.seats === other?.seats;
}

/** The seats, and below them the plan; of a flat line the plan alone. */
function StateOf({ v, state }: { v: SignedInViewer; state: LineState | null }) {
  if (!state) return <span class="muted">{v.t.requests.notHeld}</span>;
  return (
    <>
      {state.seats !== null && <span class="detail">{v.t.requests.seats(state.seats)}</span>}
      <span class="detail">{state.planName}</span>
    </>
  );
}

/** What a line is right after the change, and what it becomes when that comes later. */
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
