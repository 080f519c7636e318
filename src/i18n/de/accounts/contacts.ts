import type { Messages } from '../../messages.ts';

export const contacts: Messages['contacts'] = {
  title: 'Kontakte',
  lead: 'An wen Sie sich zum Abonnement dieses Kontos wenden können.',
  deciders: 'Kontoinhaber und Abrechnungsadministratoren',
  decidersLead: {
    decide: 'Jede dieser Personen kann eine Änderungsanfrage beantworten.',
    see: 'Sie sehen das gesamte Abonnement. Änderungen nimmt der Kundenberater vor.',
  },
  caption: 'Personen mit Abrechnungsberechtigung',
  name: 'Name',
  role: 'Rolle',
  email: 'E-Mail',
  invited: 'Eingeladen, noch nie angemeldet',
  you: '(Sie)',
  none: 'Derzeit hat niemand eine Abrechnungsberechtigung.',
  representative: 'Kundenberater',
  representativeLead: 'Betreut dieses Konto auf Seiten des Anbieters.',
  noRepresentative: 'Diesem Konto ist noch kein Kundenberater zugeordnet.',
  buying: 'Wer kann kaufen?',
  accountType: 'Kontotyp',
  online: {
    everything:
      'Das Abonnement dieses Kontos wird hier geändert: mehr und weniger Lizenzen, Produkte und Add-ons, Pläne und Abrechnungszeitraum.',
    additions:
      'Lizenzen, verfügbare Produkte und Add-ons können hier hinzugefügt und Pläne hochgestuft werden. Entfernen oder verringern lässt sich hier nichts: Wenden Sie sich dazu an den Kundenberater.',
    nothing: 'Das Abonnement dieses Kontos kann hier nicht geändert werden. Der Kundenberater legt die Aufträge dafür an.',
  },
  acts: {
    buy: 'Lizenzen, Produkte und Add-ons kaufen',
    extend: 'Das Abonnement verlängern',
    lower: 'Lizenzen verringern, einen Plan herabstufen oder den Abrechnungszeitraum ändern',
    remove: 'Ein Produkt oder Add-on entfernen',
    request: 'Eine Änderung anfragen',
    decide: 'Eine solche Anfrage beantworten',
    write: 'Dem Kundenberater schreiben',
    cancel: 'Das Konto kündigen',
  },
  onlyRepresentative: 'Der Kundenberater, auf Anfrage',
  requestsOff: 'Niemand: Änderungsanfragen sind ausgeschaltet. Der Kontoinhaber kann sie in den Einstellungen einschalten.',
  what: 'Was',
  who: 'Wer',
  how: 'Was Sie tun können',
  reader: {
    change:
      'Sie können das Abonnement selbst ändern: mit „Verwalten“ auf der Seite „Abonnement“ oder mit „Weitere Lizenzen hinzufügen“ auf der Seite „Teammitglieder“.',
    request:
      'Sie können eine Änderung anfragen: mit „Verwalten“ auf der Seite „Abonnement“ oder mit „Weitere Lizenzen hinzufügen“ auf der Seite „Teammitglieder“. Sie wird vorgenommen, sobald sie genehmigt ist.',
    write:
      'Sie können dem Kundenberater schreiben, der dann den Auftrag anlegt: mit „Weitere Lizenzen hinzufügen“ auf der Seite „Teammitglieder“.',
    ask: (names) => `Sie können das Abonnement hier weder ändern noch eine Änderung anfragen. Wenden Sie sich an ${names}.`,
    askNobody: 'Sie können das Abonnement hier weder ändern noch eine Änderung anfragen.',
  },
  manage: 'Verwalten',
  addSeats: 'Weitere Lizenzen hinzufügen',
};
