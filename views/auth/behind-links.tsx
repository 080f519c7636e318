import type { TokenHolder } from '../../src/auth/tokens.ts';
import type { Viewer } from '../../src/web/viewer.ts';
import { Actions, Button, LinkButton } from '../parts/button.tsx';
import { errorOf, type FieldError, Hidden, PasswordField, TextField } from '../parts/fields.tsx';
import { asVisitor, VisitorPage } from './visitor-page.tsx';

interface BehindLink {
  token: string;
  holder: TokenHolder;
  errors: readonly FieldError[];
}

/** The page of a reset link: the recipient of the mail chooses a new password. */
export function newPasswordPage(viewer: Viewer, { token, holder, errors }: BehindLink) {
  const v = { ...asVisitor(viewer), path: viewer.url.resetPassword(token) };
  const words = v.t.auth.reset;
  return (
    <VisitorPage v={v} title={words.title} lead={words.lead(holder.email)} errors={errors}>
      <form method="post" action={v.url.resetPassword()} novalidate>
        <Hidden name="token" value={token} />
        <UserName email={holder.email} />
        <NewPasswordField v={v} errors={errors} />
        <Actions>
          <Button kind="primary">{words.button}</Button>
        </Actions>
      </form>
    </VisitorPage>
  );
}

/** The page of an invitation link: the invited member enters their name and a password. */
export function invitationPage(viewer: Viewer, { token, holder, errors, name }: BehindLink & { name: string }) {
  const v = { ...asVisitor(viewer), path: viewer.url.invitation(token) };
  const { t } = v;
  const words = t.auth.invitation;
  return (
    <VisitorPage v={v} title={words.title(holder.accountName)} lead={words.lead(t.common.roles[holder.role])} errors={errors}>
      <form method="post" action={v.url.invitation()} novalidate>
        <Hidden name="token" value={token} />
        <UserName email={holder.email} />
        <TextField
          t={t}
          name="name"
          label={words.name}
          autocomplete="name"
          width="full"
          value={name}
          error={errorOf(errors, 'name')}
          attrs={{ maxlength: 120 }}
        />
        <NewPasswordField v={v} errors={errors} />
        <Actions>
          <Button kind="primary">{words.button}</Button>
        </Actions>
      </form>
    </VisitorPage>
  );
}

/** The page of an invalid link (used, expired, replaced, for the other purpose, of a suspended member, or invented) and what to do next. */
export function deadLinkPage(viewer: Viewer, purpose: 'invitation' | 'reset') {
  const v = { ...asVisitor(viewer), path: viewer.url.signIn() };
  const words = v.t.auth.deadLink;
  return (
    <VisitorPage v={v} title={words.title} lead={words.text}>
      <p class="door-note">{words[purpose]}</p>
      <Actions>
        {purpose === 'reset' && (
          <LinkButton kind="primary" href={v.url.forgotPassword()}>
            {words.askAgain}
          </LinkButton>
        )}
        <LinkButton kind={purpose === 'reset' ? 'secondary' : 'primary'} href={v.url.signIn()}>
          {words.signIn}
        </LinkButton>
      </Actions>
    </VisitorPage>
  );
}

/** The user name for password managers, which store it with the password. The field has no `name`, so the form does not send it. */
function UserName({ email }: { email: string }) {
  return <input type="email" value={email} autocomplete="username" readonly hidden />;
}

export function NewPasswordField({ v, errors, label }: { v: Viewer; errors: readonly FieldError[]; label?: string }) {
  const { auth } = v.t;
  return (
    <PasswordField
      t={v.t}
      name="password"
      label={label ?? auth.newPassword}
      hint={auth.passwordHint(v.f.number(10))}
      autocomplete="new-password"
      error={errorOf(errors, 'password')}
    />
  );
}
