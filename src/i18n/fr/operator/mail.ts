import type { Messages } from '../../messages.ts';
import { pluralFor } from '../../plural.ts';

const n = pluralFor('fr');

export const operatorMail: Messages['operatorMail'] = {
  nav: 'E-mails',
  count: (mails) => n(mails, { one: "# message qui n'est pas arrivé", other: '# messages qui ne sont pas arrivés' }),
  title: 'E-mails non arrivés',
  leads: {
    refused:
      "Les messages qu'un serveur de messagerie a refusés définitivement ou n'a pas acceptés en trois jours. Leur envoi n'est plus tenté.",
    failing: "Les messages qui ont échoué plus d'une fois. Leur envoi est retenté automatiquement pendant trois jours environ.",
  },
  tabs: 'Quels e-mails',
  tab: { refused: 'Abandonnés', failing: 'Encore en route' },
  caption: {
    refused: 'E-mails abandonnés, les plus récents en premier',
    failing: 'E-mails qui échouent sans cesse, les plus récents en premier',
  },
  noServerTitle: "Ce serveur n'envoie pas d'e-mails",
  noServer: "Aucun serveur de messagerie n'est configuré. Les messages attendent, et tout leur contenu figure aussi sur une page.",
  none: {
    refused: { title: 'Tout est arrivé', text: "Quand un serveur de messagerie refuse définitivement un message, il s'affiche ici." },
    failing: { title: "Rien n'échoue", text: "Les messages qu'un serveur de messagerie n'accepte pas pour le moment s'affichent ici." },
  },
  mail: 'Message',
  to: 'À',
  account: 'Compte',
  error: 'Réponse du serveur de messagerie',
  whatToDo: 'Que faire',
  writtenAt: (when) => `Écrit le ${when}`,
  givenUp: (attempts, when) =>
    n(attempts, { one: `Abandonné après # tentative, le ${when}`, other: `Abandonné après # tentatives, le ${when}` }),
  nextAt: (attempts, when) =>
    n(attempts, { one: `# tentative jusqu'ici, la prochaine le ${when}`, other: `# tentatives jusqu'ici, la prochaine le ${when}` }),
  which: (mail, email) => `« ${mail} » à ${email}`,
  sendAgain: 'Renvoyer',
  tryNow: 'Essayer maintenant',
  setAside: 'Mettre de côté',
  again: "Le message est de nouveau en route. S'il échoue encore, il s'affichera ici.",
  already: "C'était déjà fait ; rien n'a été fait deux fois.",
  notKept: "Ce message ne peut pas être renvoyé, car son texte n'a pas été conservé.",
  aside: 'Le message a été mis de côté.',
  textGone: "Son texte n'a pas été conservé.",
  freshReset:
    "Son lien secret n'a pas été conservé. La personne peut en demander un nouveau avec « Mot de passe oublié ? » sur la page de connexion.",
  freshOwnerInvitation: "Son lien secret n'a pas été conservé. Envoyez une nouvelle invitation sur la page du compte.",
  freshOwnInvitation: "Son lien secret n'a pas été conservé. Envoyez une nouvelle invitation sur la page du membre.",
  freshInvitation:
    "Son lien secret n'a pas été conservé. Un administrateur du compte peut envoyer une nouvelle invitation sur la page du membre.",
  invitationDone: "Son lien secret n'a pas été conservé, et la personne n'en a plus besoin.",
  pages: "Pages d'e-mails",
  mails: {
    'request-submitted': 'Une demande attend une décision',
    'representative-asked': 'Un compte écrit à son représentant commercial',
    'request-edited': 'Une demande en attente a été modifiée',
    'request-reminder': "Rappel d'une demande en attente",
    'request-approved': 'Une demande a été approuvée',
    'request-rejected': 'Une demande a été refusée',
    'request-withdrawn': 'Une demande a été retirée',
    'request-closed': 'Une demande a été close',
    invitation: 'Invitation',
    'password-reset': "Choix d'un nouveau mot de passe",
    'password-changed': 'Mot de passe modifié',
    'member-role': 'Un nouveau rôle',
    'member-downgraded': 'Rétrogradé en utilisateur final',
    'member-suspended': 'Suspendu',
    'member-reactivated': 'Réactivé',
    'owner-new': 'Nouveau propriétaire du compte',
    'owner-former': "N'est plus propriétaire du compte",
    'seats-ran-out': 'Aucune licence restante',
    'invoice-created': 'Nouvelle facture',
    'seat-lost': 'Une licence a été rendue',
    'seats-taken': 'Des membres ont rendu leur licence',
    'temporary-ending': 'Des licences temporaires prennent bientôt fin',
    'account-cancelled': 'Compte résilié',
  },
};
