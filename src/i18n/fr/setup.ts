import type { Messages } from '../messages.ts';

export const setup: Messages['setup'] = {
  title: 'Configurer Seatkeeper',
  lead: "Ce serveur est nouveau. Créez le premier compte, dont vous serez propriétaire ; vous serez aussi l'opérateur de ce serveur.",
  code: 'Code de configuration',
  codeHint: 'Il figure dans le journal du serveur, depuis son dernier démarrage.',
  codeWrong: "Ce n'est pas le code du dernier démarrage du serveur ; consultez de nouveau son journal",
  accountName: 'Nom du compte',
  accountNameHint: 'Votre organisation ou votre équipe.',
  name: 'Votre nom',
  currency: 'Devise',
  language: 'Langue du compte',
  button: 'Créer le compte',
  done: 'Seatkeeper est prêt.',
  aboutYou: 'À propos de vous',
  aboutAccount: 'À propos du compte',
};
