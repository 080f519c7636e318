/**
 * Replaces the form for a user who may only request changes and already has a pending request: only one can be pending at a time
 * (rules §4.4).
 */
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import type { ChangeRequest } from '../../src/requests/queries.ts';
import type { FormValues } from '../../src/web/form.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { type NavItem, Page, PageHeader } from '../page.tsx';
import { LinkButton } from '../parts/button.tsx';
import { Notice, StateTag } from '../parts/notice.tsx';
import { Section } from '../parts/section.tsx';
import { daysPending, editHref, OwnActions, RequestedChange, waitsFor } from './parts.tsx';

/** The title and navigation of the page that this one replaces. */
export interface ReplacedPage {
  title: string;
  current: NavItem;
  back: { href: string; label: string };
}

interface AlreadyPendingProps {
  v: SignedInViewer;
  request: ChangeRequest;
  catalogue: Catalogue;
  /** The names of the people who answer the request. */
  answerers: readonly string[];
  mayEdit: boolean;
  /**
   * The values of a second request that the user tried to submit, as fields of the form that edits the first one. They can replace the
   * first request.
   */
  formValues: FormValues | null;
  /** The replaced page; Manage by default. */
  page?: ReplacedPage | undefined;
}

export function AlreadyPendingPage({ v, request, catalogue, answerers, mayEdit, formValues, page }: AlreadyPendingProps) {
  const [t, words] = [v.t.requests, v.t.subscription];
  const { title, current, back } = page ?? {
    title: words.requestTitle,
    current: 'subscription',
    back: { href: v.url.subscription(), label: words.title },
  };
  return (
    <Page v={v} title={title} current={current} error={formValues !== null}>
      {formValues && (
        <Notice
          t={v.t}
          kind="warning"
          title={t.typedTitle}
          live
          action={
            mayEdit && (
              <LinkButton href={editHref(v, request, formValues)} small>
                {t.editWithTyped}
              </LinkButton>
            )
          }
        >
          <p>{t.typedText}</p>
        </Notice>
      )}
      <PageHeader title={title} lead={t.alreadyText} back={back} />
      <Section title={t.alreadyTitle} id="pending">
        <p>
          <StateTag state={request.status} label={t.states[request.status]} /> {t.pendingFor(daysPending(v, request))}.{' '}
          {waitsFor(v, request, answerers)}
        </p>
        <OwnActions v={v} request={request} mayEdit={mayEdit} />
      </Section>
      <RequestedChange v={v} request={request} catalogue={catalogue} />
    </Page>
  );
}
