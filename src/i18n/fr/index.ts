import type { Messages } from '../messages.ts';
import { audit } from './audit.ts';
import { auth } from './auth.ts';
import { common } from './common.ts';
import { form } from './form.ts';
import { mail } from './mail.ts';
import { profile } from './profile.ts';

export const fr: Messages = { audit, auth, common, form, mail, profile };
