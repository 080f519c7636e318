import type { Messages } from '../messages.ts';
import { common } from './common.ts';
import { form } from './form.ts';

export const de: Messages = { common, form };
