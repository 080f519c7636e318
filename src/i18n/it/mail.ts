import type { Messages } from '../messages.ts';

export const mail: Messages['mail'] = {
  greeting: (name) => `Ciao ${name},`,
  requests: {
    submittedSubject: "Una modifica dell'abbonamento attende la tua decisione",
    submitted: (requester, account) =>
      `${requester} chiede una modifica dell'abbonamento di ${account}. Sarà applicata non appena tu, o un'altra persona che può decidere, l'avrete approvata.`,
    askedSubject: 'Un account che segui chiede altre licenze',
    asked: (requester, account) => `${requester} chiede altre licenze per ${account}. Saranno aggiunte non appena creerai l'ordine.`,
    editedSubject: "Una modifica dell'abbonamento che ti attende è stata cambiata",
    edited: (requester, account) =>
      `${requester} ha modificato la richiesta in attesa che riguarda l'abbonamento di ${account}. Quanto chiesto prima non vale più.`,
    reminderSubject: "Promemoria: una modifica dell'abbonamento attende la tua decisione",
    reminder: (requester, account) =>
      `La richiesta di ${requester} che riguarda l'abbonamento di ${account} non ha ancora ricevuto risposta.`,
    waiting: (days) => (days < 1 ? 'È stata inviata oggi.' : days === 1 ? 'È in attesa da un giorno.' : `È in attesa da ${days} giorni.`),
    withdrawnSubject: "Una richiesta di modifica dell'abbonamento è stata ritirata",
    withdrawn: (requester, account) =>
      `${requester} ha ritirato la richiesta che riguarda l'abbonamento di ${account}. Non devi più decidere nulla.`,
    yoursApprovedSubject: "La tua richiesta di modifica dell'abbonamento è stata approvata",
    yoursApproved: (decider, account) => `${decider} ha approvato la tua richiesta. L'abbonamento di ${account} è stato aggiornato.`,
    approvedSubject: "Una richiesta di modifica dell'abbonamento è stata approvata",
    approved: (decider, requester, account) =>
      `${decider} ha approvato la richiesta di ${requester}. L'abbonamento di ${account} è stato aggiornato.`,
    yoursRejectedSubject: "La tua richiesta di modifica dell'abbonamento è stata rifiutata",
    yoursRejected: (decider, account) => `${decider} ha rifiutato la tua richiesta che riguarda l'abbonamento di ${account}.`,
    rejectedSubject: "Una richiesta di modifica dell'abbonamento è stata rifiutata",
    rejected: (decider, requester, account) =>
      `${decider} ha rifiutato la richiesta di ${requester} che riguarda l'abbonamento di ${account}.`,
    closedSubject: "La tua richiesta di modifica dell'abbonamento è stata chiusa",
    closed: {
      cancellation: (account) => `La tua richiesta è stata chiusa perché l'account ${account} è stato annullato.`,
      type: (account) =>
        `La tua richiesta è stata chiusa perché l'account ${account} ha cambiato tipo e il nuovo tipo non consente richieste di questo genere.`,
    },
    nothingChanged: "L'abbonamento non è stato modificato.",
    requestedBy: 'Richiesta da',
    account: 'Account',
    changes: 'Modifiche',
    cost: 'Costo delle aggiunte',
    note: (requester) => `Nota di ${requester}`,
    reason: 'Motivo',
    review: 'Verifica richiesta',
    show: 'Mostra richiesta',
    becauseDecider: (account) => `Ricevi questo messaggio perché puoi decidere sull'abbonamento di ${account}.`,
    becauseRequester: (account) => `Ricevi questo messaggio perché hai chiesto una modifica dell'abbonamento di ${account}.`,
    becauseRepresentative: (account) => `Ricevi questo messaggio perché segui l'account di ${account}.`,
  },
};
