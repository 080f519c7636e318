import type { Messages } from '../messages.ts';
import { common } from './common.ts';
import { form } from './form.ts';

export const it: Messages = { common, form };
