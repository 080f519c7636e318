import type { Messages } from '../messages.ts';

export const mail: Messages['mail'] = {
  greeting: (name) => `Guten Tag ${name},`,
  requests: {
    submittedSubject: 'Eine Abonnementänderung wartet auf Ihre Entscheidung',
    submitted: (requester, account) =>
      `${requester} bittet um eine Änderung am Abonnement von ${account}. Sie wird vorgenommen, sobald Sie oder eine andere entscheidungsberechtigte Person zustimmen.`,
    askedSubject: 'Ein von Ihnen betreutes Konto bittet um weitere Lizenzen',
    asked: (requester, account) =>
      `${requester} bittet um weitere Lizenzen für ${account}. Sie werden hinzugefügt, sobald Sie den Auftrag anlegen.`,
    editedSubject: 'Eine Abonnementänderung, die auf Sie wartet, wurde bearbeitet',
    edited: (requester, account) =>
      `${requester} hat die ausstehende Anfrage zur Änderung des Abonnements von ${account} bearbeitet. Was zuvor angefragt war, gilt nicht mehr.`,
    reminderSubject: 'Erinnerung: Eine Abonnementänderung wartet auf Ihre Entscheidung',
    reminder: (requester, account) =>
      `Die Anfrage von ${requester} zur Änderung des Abonnements von ${account} wurde noch nicht beantwortet.`,
    waiting: (days) =>
      days < 1 ? 'Sie wurde heute eingereicht.' : days === 1 ? 'Sie wartet seit einem Tag.' : `Sie wartet seit ${days} Tagen.`,
    withdrawnSubject: 'Eine Anfrage zur Abonnementänderung wurde zurückgezogen',
    withdrawn: (requester, account) =>
      `${requester} hat die Anfrage zur Änderung des Abonnements von ${account} zurückgezogen. Sie müssen nichts mehr entscheiden.`,
    yoursApprovedSubject: 'Ihre Anfrage zur Abonnementänderung wurde genehmigt',
    yoursApproved: (decider, account) => `${decider} hat Ihre Anfrage genehmigt. Das Abonnement von ${account} wurde aktualisiert.`,
    approvedSubject: 'Eine Anfrage zur Abonnementänderung wurde genehmigt',
    approved: (decider, requester, account) =>
      `${decider} hat die Anfrage von ${requester} genehmigt. Das Abonnement von ${account} wurde aktualisiert.`,
    yoursRejectedSubject: 'Ihre Anfrage zur Abonnementänderung wurde abgelehnt',
    yoursRejected: (decider, account) => `${decider} hat Ihre Anfrage zur Änderung des Abonnements von ${account} abgelehnt.`,
    rejectedSubject: 'Eine Anfrage zur Abonnementänderung wurde abgelehnt',
    rejected: (decider, requester, account) =>
      `${decider} hat die Anfrage von ${requester} zur Änderung des Abonnements von ${account} abgelehnt.`,
    closedSubject: 'Ihre Anfrage zur Abonnementänderung wurde geschlossen',
    closed: {
      cancellation: (account) => `Ihre Anfrage wurde geschlossen, weil das Konto ${account} gekündigt wurde.`,
      type: (account) =>
        `Ihre Anfrage wurde geschlossen, weil das Konto ${account} nun einen anderen Typ hat, der solche Anfragen nicht zulässt.`,
    },
    nothingChanged: 'Das Abonnement wurde dadurch nicht geändert.',
    requestedBy: 'Angefragt von',
    account: 'Konto',
    changes: 'Änderungen',
    cost: 'Kosten der Erweiterungen',
    note: (requester) => `Notiz von ${requester}`,
    reason: 'Begründung',
    review: 'Anfrage überprüfen',
    show: 'Anfrage anzeigen',
    becauseDecider: (account) => `Sie erhalten diese Nachricht, weil Sie über das Abonnement von ${account} entscheiden dürfen.`,
    becauseRequester: (account) => `Sie erhalten diese Nachricht, weil Sie um eine Änderung am Abonnement von ${account} gebeten haben.`,
    becauseRepresentative: (account) => `Sie erhalten diese Nachricht, weil Sie das Konto von ${account} betreuen.`,
  },
};
