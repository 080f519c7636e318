/** The audit log: the filters, a page of events with the values before and after, links to older and newer pages (rules §4.26). */
import { html } from 'hono/html';
import { auditGroupNames } from '../../src/audit/actions.ts';
import { filterQuery, type ReadFilter, type TypedFilter } from '../../src/audit/filter.ts';
import type { AuditEntry, AuditPage, Person } from '../../src/audit/list.ts';
import { sourceName } from '../../src/audit/source-name.ts';
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { Button, LinkButton } from '../parts/button.tsx';
import { ErrorSummary, type FieldError, SelectField, TextField } from '../parts/fields.tsx';
import { Icon } from '../parts/icon.tsx';
import { EmptyState } from '../parts/notice.tsx';
import { type RecordedChange, recordedChanges } from '../parts/recorded.ts';
import { Table } from '../parts/table.tsx';

// A constant, because the build escapes it in a string but not in a tagged template. A single character beyond Latin-1 would double the
// memory of the whole bundle.
const arrow = '→';

export interface AuditProps {
  v: SignedInViewer;
  read: ReadFilter;
  log: AuditPage;
  people: readonly Person[];
  /** The source of the product names. */
  catalogue: Catalogue;
}

const noFilter: TypedFilter = { group: '', person: '', from: '', to: '' };

export function auditPage({ v, read, log, people, catalogue }: AuditProps) {
  const { t, url } = v;
  const errors = auditErrors(v, read);
  return (
    <Page v={v} title={t.audit.title} current="audit" error={errors.length > 0} wide>
      <ErrorSummary t={t} errors={errors} />
      <PageHeader title={t.audit.title} lead={t.audit.lead}>
        {log.entries.length > 0 && <LinkButton href={url.auditCsv(filterQuery(read.formValues))}>{t.audit.exportCsv}</LinkButton>}
      </PageHeader>
      <AuditLog v={v} read={read} log={log} people={people} catalogue={catalogue} />
    </Page>
  );
}

/** The log without the page around it: the operator desk shows it inside its own page. */
export function AuditLog({ v, read, log, people, catalogue }: AuditProps) {
  const errors = auditErrors(v, read);
  const narrowed = filterQuery(read.formValues) !== '';
  return (
    <>
      <Filters v={v} formValues={read.formValues} people={people} errors={errors} narrowed={narrowed} />
      {log.entries.length > 0 ? (
        <Events v={v} read={read} log={log} catalogue={catalogue} />
      ) : (
        errors.length === 0 && <Nothing v={v} narrowed={narrowed} />
      )}
    </>
  );
}

export function auditErrors(v: SignedInViewer, { problems }: ReadFilter): FieldError[] {
  return problems.map(({ field, key }) => ({ field, text: v.t.audit[key] }));
}

function Filters({
  v,
  formValues,
  people,
  errors,
  narrowed,
}: {
  v: SignedInViewer;
  formValues: TypedFilter;
  people: readonly Person[];
  errors: readonly FieldError[];
  narrowed: boolean;
}) {
  const { t } = v;
  const errorAt = (field: string) => errors.find((error) => error.field === field)?.text;
  const groups = [
    { value: '', label: t.audit.allGroups },
    ...auditGroupNames
      .filter((group) => group !== 'catalogue' || v.member.isOperator)
      .map((group) => ({ value: group, label: t.audit.groups[group] })),
  ];
  const persons = [
    { value: '', label: t.audit.allPeople },
    ...people.map((person) => ({ value: person.id, label: person.name })),
    { value: 'system', label: t.common.system },
  ];
  return (
    <form method="get" action={v.url.audit()} aria-label={t.audit.filters} novalidate class="filters compact">
      <SelectField t={t} name="group" label={t.audit.group} value={formValues.group} options={groups} width="short" />
      <SelectField t={t} name="person" label={t.audit.person} value={formValues.person} options={persons} width="short" />
      <TextField t={t} name="from" type="date" label={t.audit.from} value={formValues.from} width="short" error={errorAt('from')} />
      <TextField t={t} name="to" type="date" label={t.audit.to} value={formValues.to} width="short" error={errorAt('to')} />
      <div class="actions">
        <Button kind="secondary">{t.audit.show}</Button>
        {narrowed && <a href={v.url.audit()}>{t.audit.clear}</a>}
      </div>
    </form>
  );
}

function Nothing({ v, narrowed }: { v: SignedInViewer; narrowed: boolean }) {
  const { audit } = v.t;
  return <EmptyState title={narrowed ? audit.noneTitle : audit.emptyTitle}>{narrowed ? audit.none : audit.empty}</EmptyState>;
}

function Events({ v, read, log, catalogue }: Omit<AuditProps, 'people'>) {
  const { t, url } = v;
  const { columns } = t.audit;
  const head = [columns.at, columns.actor, columns.action, columns.subject, t.common.details].map((label) => ({ label }));
  return (
    <>
      <Table caption={t.audit.caption} captionHidden head={head} stacked>
        {log.entries.map((entry) => eventRow(v, entry, read.formValues, catalogue))}
      </Table>
      {(log.newer || log.older) && (
        <nav class="pager" aria-label={`${t.common.pages}: ${t.audit.title}`}>
          <p />
          {log.newer && (
            <a class="button secondary small" href={url.audit(filterQuery(read.formValues, log.newer))} rel="prev">
              <Icon name="left" />
              {t.audit.newer}
            </a>
          )}
          {log.older && (
            <a class="button secondary small" href={url.audit(filterQuery(read.formValues, log.older))} rel="next">
              {t.audit.older}
              <Icon name="right" />
            </a>
          )}
        </nav>
      )}
    </>
  );
}

/** A string template instead of JSX nodes: for fifty rows it costs a fraction of the time. */
function eventRow(v: SignedInViewer, entry: AuditEntry, formValues: TypedFilter, catalogue: Catalogue) {
  const { t, f, url } = v;
  const { columns } = t.audit;
  const action = t.audit.actions[entry.action] ?? entry.action;
  return html`<tr>
<th scope="row" class="when">${f.instant(entry.at)}</th>
<td data-label="${columns.actor}">${actorAndSource(v, entry, url.audit(filterQuery({ ...noFilter, ...formValues, person: entry.actorId ?? 'system' })))}</td>
<td data-label="${columns.action}">${action}</td>
<td data-label="${columns.subject}">${subjectName(v, entry, catalogue)}</td>
<td data-label="${t.common.details}" class="changes">${recorded(v, action, recordedChanges(v, catalogue, entry.before, entry.after))}</td>
</tr>
`;
}

/** The name of the subject; orders and invoices have the same names as on their own pages. */
function subjectName({ f }: SignedInViewer, { subjectName: name }: AuditEntry, catalogue: Catalogue): string {
  return catalogue.get(name)?.name ?? (/^#\d+$/.test(name) ? f.orderNumber(Number(name.slice(1))) : name);
}

function actorAndSource({ t }: SignedInViewer, entry: AuditEntry, href: string) {
  const name = entry.actorKind === 'system' ? t.common.system : entry.actorName;
  const kind = entry.actorKind === 'operator' ? ` (${t.audit.actorKinds.operator})` : '';
  const source = html`<span class="visually-hidden">${t.audit.columns.source}: </span>${sourceName(entry.source, t)}`;
  return html`<a href="${href}" aria-label="${t.audit.onlyOf(name)}">${name}</a>${kind}<p class="hint">${source}</p>`;
}

/** The values of an event: a short list directly in the table, a longer one in a <details> element. */
function recorded({ t }: SignedInViewer, action: string, changes: readonly RecordedChange[]) {
  if (changes.length === 0) return '–';
  const items = changes.map(({ label, before, after }) => {
    const name = label ? html`<b>${label}:</b> ` : '';
    if (before === null) return html`<li>${name}${after}</li>`;
    return html`<li>${name}<span aria-hidden="true">${before} ${arrow} ${after}</span><span class="visually-hidden">${t.common.fromTo(before, after, '')}</span></li>`;
  });
  const list = html`<ul class="recorded">${items}</ul>`;
  const length = changes.reduce((sum, { label, before, after }) => sum + label.length + (before?.length ?? 0) + after.length, 0);
  if (changes.length <= 2 && length <= 80) return list;
  return html`<details><summary>${t.audit.details}<span class="visually-hidden">: ${action}</span></summary>${list}</details>`;
}
