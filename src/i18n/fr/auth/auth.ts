import type { Messages } from '../../messages.ts';

export const auth: Messages['auth'] = {
  headline: 'Chaque licence à sa place.',
  promise: "Voir qui détient une licence, en demander d'autres et répondre aux demandes, le tout au même endroit.",
  email: 'Adresse e-mail',
  password: 'Mot de passe',
  signIn: {
    title: 'Se connecter',
    button: 'Se connecter',
    forgot: 'Mot de passe oublié ?',
    wrong: "L'adresse e-mail ou le mot de passe est incorrect",
    signedOut: 'Vous êtes déconnecté.',
  },
  throttled: {
    forgot: "Si vous n'êtes pas sûr de votre mot de passe, vous pouvez en choisir un nouveau sans attendre.",
    chooseNew: 'Choisir un nouveau mot de passe',
    short: (wait) => `Trop de tentatives. Attendez ${wait}, puis réessayez`,
  },
  newPassword: 'Nouveau mot de passe',
  passwordHint: (shortest) => `Au moins ${shortest} caractères. Quelques mots à la suite sont faciles à retenir et difficiles à deviner.`,
  passwordProblems: {
    missing: 'Saisissez un mot de passe',
    'too-short': 'Le mot de passe est trop court : utilisez au moins 10 caractères',
    'too-long': 'Le mot de passe est trop long : utilisez au plus 200 caractères',
    'contains-email': 'Le mot de passe contient le nom de votre adresse e-mail, essayé en premier ; choisissez-en un autre',
    'too-common': 'Ce mot de passe figure sur les listes essayées en premier ; choisissez-en un autre',
  },
  forgot: {
    title: 'Mot de passe oublié ?',
    lead: 'Saisissez votre adresse e-mail. Nous vous enverrons un lien pour choisir un nouveau mot de passe.',
    button: 'Envoyer le lien',
    sentTitle: 'Consultez votre messagerie',
    sent: "Si l'adresse est celle d'un membre, un message contenant un lien est en route. Le lien fonctionne une seule fois, pendant une heure.",
    sentNothing:
      "Toujours rien après quelques minutes ? Vérifiez les courriers indésirables, et qu'il s'agit bien de l'adresse de votre invitation.",
    noMailTitle: "Ce serveur n'envoie pas d'e-mails",
    noMail: 'Aucun lien ne peut vous être envoyé. Demandez un nouveau mot de passe à la personne qui gère ce serveur.',
    backToSignIn: 'Retour à la connexion',
  },
  reset: {
    title: 'Choisir un nouveau mot de passe',
    lead: (email) => `Pour ${email}. Vous serez ensuite connecté ici et déconnecté partout ailleurs.`,
    button: 'Enregistrer et se connecter',
    done: 'Votre nouveau mot de passe est enregistré.',
  },
  invitation: {
    title: (account) => `Rejoindre ${account}`,
    lead: (role) => `Vous êtes invité en tant que : ${role}. Vérifiez votre nom et choisissez un mot de passe.`,
    name: 'Votre nom',
    button: "Accepter l'invitation",
    done: (account) => `Bienvenue chez ${account}.`,
  },
  deadLink: {
    title: 'Ce lien ne fonctionne plus',
    text: 'Chaque lien fonctionne une seule fois et pour une durée limitée. Celui-ci a été utilisé, a expiré ou a été remplacé par un plus récent.',
    reset: 'Pour un nouveau mot de passe, demandez un nouveau lien.',
    invitation:
      "Si vous avez déjà accepté l'invitation, connectez-vous simplement. Sinon, demandez à la personne qui vous a invité de la renvoyer.",
    askAgain: 'Demander un nouveau lien',
    signIn: 'Aller à la connexion',
  },
  mails: {
    inviteSubject: 'Vous êtes invité sur Seatkeeper',
    invite: (inviter, account) => `${inviter} vous invite dans le compte ${account} sur Seatkeeper.`,
    inviteExpires: (days) =>
      `Choisissez un mot de passe avec le lien ci-dessous, et c'est fait. Le lien fonctionne une seule fois, pendant ${days} jours.`,
    inviteAction: "Accepter l'invitation",
    inviteFooter: (account) =>
      `Vous recevez ce message parce que quelqu'un de ${account} a saisi votre adresse. Si vous n'y connaissez personne, ignorez-le : rien ne se passe sans vous.`,
    resetSubject: 'Choisissez un nouveau mot de passe pour Seatkeeper',
    reset: "Quelqu'un, sans doute vous, a demandé un nouveau mot de passe pour votre connexion à Seatkeeper.",
    resetExpires: 'Choisissez-le avec le lien ci-dessous. Le lien fonctionne une seule fois, pendant une heure.',
    resetAction: 'Choisir un nouveau mot de passe',
    resetFooter: "Si ce n'était pas vous, ignorez ce message : votre mot de passe reste inchangé.",
    changedSubject: 'Votre mot de passe Seatkeeper a été modifié',
    changed: (when) =>
      `Le mot de passe de votre connexion à Seatkeeper a été modifié : ${when}. Tous les autres appareils ont été déconnectés.`,
    changedNotYou: "Si ce n'était pas vous, choisissez tout de suite un nouveau mot de passe et prévenez le propriétaire de votre compte.",
    changedAction: 'Choisir un nouveau mot de passe',
    changedFooter: "Vous recevez ce message parce qu'il concerne la sécurité de votre accès ; il ne peut pas être désactivé.",
  },
};
