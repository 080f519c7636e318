import type { Messages } from '../messages.ts';
import { audit } from './audit.ts';
import { common } from './common.ts';
import { form } from './form.ts';
import { mail } from './mail.ts';

export const it: Messages = { audit, common, form, mail };
