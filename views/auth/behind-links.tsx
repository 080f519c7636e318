import type { TokenHolder } from '../../src/auth/tokens.ts';
import type { Viewer } from '../../src/web/viewer.ts';
import { Actions, Button, LinkButton } from '../parts/button.tsx';
import { errorOf, type FieldError, Hidden, PasswordField, TextField } from '../parts/fields.tsx';
import { asVisitor, DoorPage } from './door.tsx';

interface BehindLink {
  token: string;
  holder: TokenHolder;
  errors: readonly FieldError[];
}

/** Behind the link of a reset letter: a new password for whoever the letter was for. */
export function newPasswordPage(viewer: Viewer, { token, holder, errors }: BehindLink) {
  const v = { ...asVisitor(viewer), path: viewer.url.resetPassword(token) };
  const words = v.t.auth.reset;
  return (
    <DoorPage v={v} title={words.title} lead={words.lead(holder.email)} errors={errors}>
      <form method="post" action={v.url.resetPassword()} novalidate>
        <Hidden name="token" value={token} />
        <UserName email={holder.email} />
        <NewPasswordField v={v} errors={errors} />
        <Actions>
          <Button kind="primary">{words.button}</Button>
        </Actions>
      </form>
    </DoorPage>
  );
}

/** Behind the link of an invitation: the name one goes by, and a password. */
export function invitationPage(viewer: Viewer, { token, holder, errors, name }: BehindLink & { name: string }) {
  const v = { ...asVisitor(viewer), path: viewer.url.invitation(token) };
  const { t } = v;
  const words = t.auth.invitation;
  return (
    <DoorPage v={v} title={words.title(holder.accountName)} lead={words.lead(t.common.roles[holder.role])} errors={errors}>
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
    </DoorPage>
  );
}

/** Used, expired, replaced, of the other kind, of somebody suspended, or made up: one calm page, with a way on. */
export function deadLinkPage(viewer: Viewer, purpose: 'invitation' | 'reset') {
  const v = { ...asVisitor(viewer), path: viewer.url.signIn() };
  const words = v.t.auth.deadLink;
  return (
    <DoorPage v={v} title={words.title} lead={words.text}>
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
    </DoorPage>
  );
}

/** For password managers, which keep a password with the name it belongs to. It has no name of its own, so it is not sent. */
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
