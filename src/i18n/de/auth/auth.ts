import type { Messages } from '../../messages.ts';

export const auth: Messages['auth'] = {
  headline: 'Jede Lizenz im Blick.',
  promise: 'Sehen, wer eine Lizenz hat, weitere anfordern und über Anfragen entscheiden: alles an einem Ort.',
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  signIn: {
    title: 'Anmelden',
    button: 'Anmelden',
    forgot: 'Passwort vergessen?',
    wrong: 'Die E-Mail-Adresse oder das Passwort stimmt nicht',
    signedOut: 'Sie sind abgemeldet.',
  },
  throttled: {
    forgot: 'Wenn Sie sich beim Passwort nicht sicher sind, können Sie ohne zu warten ein neues wählen.',
    chooseNew: 'Neues Passwort wählen',
    short: (wait) => `Zu viele Versuche. Warten Sie ${wait} und versuchen Sie es dann noch einmal`,
  },
  newPassword: 'Neues Passwort',
  passwordHint: (shortest) => `Mindestens ${shortest} Zeichen. Einige Wörter hintereinander sind leicht zu merken und schwer zu erraten.`,
  passwordProblems: {
    missing: 'Geben Sie ein Passwort ein',
    'too-short': 'Das Passwort ist zu kurz: verwenden Sie mindestens 10 Zeichen',
    'too-long': 'Das Passwort ist zu lang: verwenden Sie höchstens 200 Zeichen',
    'contains-email': 'Das Passwort enthält den Namen aus Ihrer E-Mail-Adresse, der zuerst geraten wird; wählen Sie ein anderes',
    'too-common': 'Dieses Passwort steht auf den Listen, die zuerst ausprobiert werden; wählen Sie ein anderes',
  },
  forgot: {
    title: 'Passwort vergessen?',
    lead: 'Geben Sie Ihre E-Mail-Adresse ein. Wir senden Ihnen einen Link, mit dem Sie ein neues Passwort wählen können.',
    button: 'Link senden',
    sentTitle: 'Sehen Sie in Ihr Postfach',
    sent: 'Wenn die Adresse zu einem Mitglied gehört, ist eine Nachricht mit einem Link unterwegs. Der Link funktioniert einmal, eine Stunde lang.',
    sentNothing: 'Nach einigen Minuten noch nichts? Prüfen Sie den Spam-Ordner und ob es die Adresse ist, mit der Sie eingeladen wurden.',
    noMailTitle: 'Dieser Server versendet keine E-Mails',
    noMail: 'Ein Link kann Ihnen nicht gesendet werden. Bitten Sie die Person, die diesen Server betreibt, um ein neues Passwort.',
    backToSignIn: 'Zurück zur Anmeldung',
  },
  reset: {
    title: 'Neues Passwort wählen',
    lead: (email) => `Für ${email}. Danach sind Sie hier angemeldet und überall sonst abgemeldet.`,
    button: 'Passwort speichern und anmelden',
    done: 'Ihr neues Passwort ist gespeichert.',
  },
  invitation: {
    title: (account) => `${account} beitreten`,
    lead: (role) => `Sie wurden eingeladen als: ${role}. Prüfen Sie Ihren Namen und wählen Sie ein Passwort.`,
    name: 'Ihr Name',
    button: 'Einladung annehmen',
    done: (account) => `Willkommen bei ${account}.`,
  },
  deadLink: {
    title: 'Dieser Link funktioniert nicht mehr',
    text: 'Jeder Link funktioniert einmal und nur für begrenzte Zeit. Dieser wurde verwendet, ist abgelaufen oder wurde durch einen neueren ersetzt.',
    reset: 'Für ein neues Passwort fordern Sie einen neuen Link an.',
    invitation:
      'Wenn Sie die Einladung bereits angenommen haben, melden Sie sich einfach an. Bitten Sie andernfalls die Person, die Sie eingeladen hat, sie noch einmal zu senden.',
    askAgain: 'Neuen Link anfordern',
    signIn: 'Zur Anmeldung',
  },
  mails: {
    inviteSubject: 'Sie wurden zu Seatkeeper eingeladen',
    invite: (inviter, account) => `${inviter} hat Sie in das Konto ${account} in Seatkeeper eingeladen.`,
    inviteExpires: (days) =>
      `Wählen Sie mit dem folgenden Link ein Passwort, und Sie sind dabei. Der Link funktioniert einmal, ${days} Tage lang.`,
    inviteAction: 'Einladung annehmen',
    inviteFooter: (account) =>
      `Sie erhalten diese Nachricht, weil jemand bei ${account} Ihre Adresse eingegeben hat. Wenn Sie niemanden dort kennen, ignorieren Sie sie: ohne Sie geschieht nichts.`,
    resetSubject: 'Wählen Sie ein neues Passwort für Seatkeeper',
    reset: 'Jemand, vermutlich Sie selbst, hat ein neues Passwort für Ihre Anmeldung bei Seatkeeper angefordert.',
    resetExpires: 'Wählen Sie es mit dem folgenden Link. Der Link funktioniert einmal, eine Stunde lang.',
    resetAction: 'Neues Passwort wählen',
    resetFooter: 'Wenn Sie es nicht waren, ignorieren Sie diese Nachricht: Ihr Passwort bleibt, wie es ist.',
    changedSubject: 'Ihr Passwort für Seatkeeper wurde geändert',
    changed: (when) =>
      `Das Passwort Ihrer Anmeldung bei Seatkeeper wurde geändert: ${when}. Auf allen anderen Geräten wurden Sie abgemeldet.`,
    changedNotYou: 'Wenn Sie es nicht waren, wählen Sie sofort ein neues Passwort und sagen Sie dem Kontoinhaber Bescheid.',
    changedAction: 'Neues Passwort wählen',
    changedFooter: 'Sie erhalten diese Nachricht, weil es um die Sicherheit Ihres Zugangs geht; sie lässt sich nicht abbestellen.',
  },
};
