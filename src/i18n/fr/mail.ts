import type { Messages } from '../messages.ts';

export const mail: Messages['mail'] = {
  greeting: (name) => `Bonjour ${name},`,
  requests: {
    submittedSubject: "Une modification d'abonnement attend votre décision",
    submitted: (requester, account) =>
      `${requester} demande une modification de l'abonnement de ${account}. Elle sera appliquée dès que vous, ou une autre personne habilitée à décider, l'aurez acceptée.`,
    askedSubject: 'Un compte que vous suivez demande des licences supplémentaires',
    asked: (requester, account) =>
      `${requester} demande des licences supplémentaires pour ${account}. Elles seront ajoutées dès que vous aurez créé la commande.`,
    editedSubject: "Une modification d'abonnement qui vous attend a été modifiée",
    edited: (requester, account) =>
      `${requester} a modifié sa demande en attente concernant l'abonnement de ${account}. Ce qui était demandé auparavant n'est plus valable.`,
    reminderSubject: "Rappel : une modification d'abonnement attend votre décision",
    reminder: (requester, account) => `La demande de ${requester} concernant l'abonnement de ${account} n'a pas encore reçu de réponse.`,
    waiting: (days) =>
      days < 1 ? "Elle a été envoyée aujourd'hui." : days === 1 ? 'Elle attend depuis un jour.' : `Elle attend depuis ${days} jours.`,
    withdrawnSubject: "Une demande de modification d'abonnement a été retirée",
    withdrawn: (requester, account) =>
      `${requester} a retiré sa demande concernant l'abonnement de ${account}. Vous n'avez plus rien à décider.`,
    yoursApprovedSubject: "Votre demande de modification d'abonnement a été approuvée",
    yoursApproved: (decider, account) => `${decider} a approuvé votre demande. L'abonnement de ${account} a été mis à jour.`,
    approvedSubject: "Une demande de modification d'abonnement a été approuvée",
    approved: (decider, requester, account) =>
      `${decider} a approuvé la demande de ${requester}. L'abonnement de ${account} a été mis à jour.`,
    yoursRejectedSubject: "Votre demande de modification d'abonnement a été refusée",
    yoursRejected: (decider, account) => `${decider} a refusé votre demande concernant l'abonnement de ${account}.`,
    rejectedSubject: "Une demande de modification d'abonnement a été refusée",
    rejected: (decider, requester, account) => `${decider} a refusé la demande de ${requester} concernant l'abonnement de ${account}.`,
    closedSubject: "Votre demande de modification d'abonnement a été close",
    closed: {
      cancellation: (account) => `Votre demande a été close parce que le compte ${account} a été résilié.`,
      type: (account) =>
        `Votre demande a été close parce que le compte ${account} a changé de type et que ce type ne permet pas de telles demandes.`,
    },
    nothingChanged: "L'abonnement n'a pas été modifié.",
    requestedBy: 'Demandé par',
    account: 'Compte',
    changes: 'Modifications',
    cost: 'Coût des ajouts',
    note: (requester) => `Note de ${requester}`,
    reason: 'Motif',
    review: 'Afficher la demande',
    show: 'Voir la demande',
    becauseDecider: (account) => `Vous recevez ce message parce que vous pouvez décider de l'abonnement de ${account}.`,
    becauseRequester: (account) => `Vous recevez ce message parce que vous avez demandé une modification de l'abonnement de ${account}.`,
    becauseRepresentative: (account) => `Vous recevez ce message parce que vous suivez le compte de ${account}.`,
  },
};
