import type { Messages } from '../../messages.ts';

export const cancellation: Messages['cancellation'] = {
  title: 'Résilier le compte',
  lead: (account) => `Met fin à l'abonnement et au compte ${account}, immédiatement et définitivement.`,
  whatHappens: 'Ce qui se passe alors',
  consequences: [
    "L'accès prend fin immédiatement et pour tout le monde, vous compris : toutes les sessions se terminent et personne ne peut plus se connecter.",
    "Les membres n'ont plus accès aux données.",
    'Les demandes en attente sont closes et leurs auteurs en sont informés.',
    "Les modifications à venir sont annulées. Ce qui a été payé d'avance n'est pas remboursé.",
    'Une facture finale est établie pour ce qui reste à facturer et vous est envoyée par e-mail.',
  ],
  name: 'Nom du compte',
  nameHint: (account) => `Pour confirmer, saisissez-le exactement ainsi : ${account}`,
  wrongName: "Ce n'est pas le nom du compte ; saisissez-le exactement comme il figure au-dessus du champ",
  button: 'Résilier définitivement le compte',
  keep: 'Garder le compte',
  operators:
    "Ce compte fait fonctionner le serveur et ne peut donc pas être résilié. Sans lui, personne ne pourrait s'occuper des autres comptes.",
  done: 'Le compte a été résilié. Vous avez été déconnecté, et un message vous a été envoyé.',
  mail: {
    subject: 'Votre compte a été résilié',
    cancelled: (account) => `Le compte ${account} a été résilié, comme vous l'avez demandé. Plus personne ne peut s'y connecter.`,
    finalInvoice: 'Voici la facture finale de ce qui restait à facturer. Conservez ce message : la facture ne peut plus être consultée.',
    noInvoice: "Il ne restait rien à facturer : il n'y a donc pas de facture finale.",
    because: (account) => `Vous recevez ce message parce que vous étiez propriétaire du compte ${account}.`,
  },
};
