export const form = {
  missing: 'Remplissez ce champ',
  missingNamed: (label: string) => `Remplissez le champ « ${label} »`,
  'whole-number': 'Saisissez un nombre entier, par exemple 25',
  'too-long': 'C’est trop long ; raccourcissez le texte',
  'control-characters': 'Ce texte contient des caractères invisibles qui ne peuvent pas être enregistrés ; saisissez-le à nouveau',
  'choose-one': 'Choisissez l’une des possibilités',
  email: 'Saisissez une adresse e-mail, par exemple nom@example.com',
  'unknown-field': 'Le formulaire contenait un élément qui n’en fait pas partie ; il a été écarté. Vérifiez le formulaire et renvoyez-le',
  'repeated-field': 'Cette valeur a été envoyée deux fois ; seule la première est conservée. Vérifiez-la et renvoyez le formulaire',
  invalid: 'Cette valeur ne peut pas être utilisée ; vérifiez-la',
};
