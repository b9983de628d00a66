"""Names as callers say them."""

import pytest

from telesec.assistant.understanding import understand_name
from telesec.values.language import Language

FRENCH = {
    "Dupont": "Dupont",
    "DUPONT": "Dupont",
    "dupont.": "Dupont",
    "c'est Madame Dupont": "Dupont",
    "oui bonjour c'est monsieur LE GOFF à l'appareil": "Le Goff",
    "Jean-Pierre Lefebvre": "Jean-Pierre Lefebvre",
    "jean-pierre lefebvre": "Jean-Pierre Lefebvre",
    "je m'appelle marie curie": "Marie Curie",
    "je m'appelle Jean de la Fontaine": "Jean de La Fontaine",
    "mon nom est d'Artagnan": "D'Artagnan",
    "Charles d’Artagnan": "Charles d'Artagnan",
    "Marie Du Bellay": "Marie du Bellay",
    "monsieur de Gaulle": "De Gaulle",
    "euh Benali": "Benali",
    "moi c'est Karim Ben Saïd": "Karim Ben Saïd",
    "madame Nguyen Van An": "Nguyen Van An",
    "d'accord Dupont": "Dupont",
    "oui Dupont": "Dupont",
    "au nom de Bernard s'il vous plaît": "Bernard",
    "Madame Petit je voudrais un rendez-vous": "Petit",
    "nom de famille Durand prénom Claire": "Claire Durand",
    "jean dupont 06 12 34 56 78": "Jean Dupont",
    "N'Guyen": "N'Guyen",
    "Zoé": "Zoé",
    "Dupond avec un T": "Dupont",
    "Lefebvre avec un z": "Lefebvrez",
    "Maître Béatrice Lévy": "Béatrice Lévy",
    "Marie-Anne du Pont de l'Étang": "Marie-Anne du Pont de l'Étang",
    "monsieur et madame Fabre": "Fabre",
    "la famille Fabre": "Fabre",
    "docteur Sophie Meyer du laboratoire Biolab": "Sophie Meyer",
    "vous m'avez noté sous Durand": "Durand",
    "Aubert pas Obert": "Aubert",
    "moi-même Lucie Fabre": "Lucie Fabre",
    "Fabre tout simplement": "Fabre",
}
SPELLED = {
    "L-E G-O-F-F": "Le Goff",
    "hotel uniform november tango": "Hunt",
    "alors c'est un nom polonais K O W A L S K I Kowalski": "Kowalski",
    "alors Fabre F A B R E Lucie L U C I E": "Lucie Fabre",
    "Yves Y V E S Yves Morin": "Yves Morin",
    "Martin, M A R T I N": "Martin",
    "M.A.R.T.I.N.": "Martin",
    "martin m a r t i n": "Martin",
    "D comme Denise U P O N T": "Dupont",
    "Schmitt s c h m i deux t": "Schmitt",
    "Lefèvre L E F E accent grave V R E": "Lefèvre",
    "c'est Claire Durand D U R A N D": "Claire Durand",
    "Wagner double v a g n e r": "Wagner",
    "c'est Dupont D U P O N D": "Dupond",
    "Dujardin-Roy d u j a r d i n tiret r o y": "Dujardin-Roy",
    "effe a u erre e": "Faure",
    "Roy r o i grec": "Roy",
    "Le Goff L E G O F F": "Le Goff",
    "c'est Lefort L E F O R": "Lefor",
    "Marie Dubois d u b o y s": "Marie Duboys",
}
ENGLISH = {
    "my name is John Smith": ("John Smith", False),
    "this is Mrs O'Brien": ("O'Brien", False),
    "it's McDonald": ("McDonald", False),
    "Mary-Jane Watson speaking": ("Mary-Jane Watson", False),
    "double barrelled it's lewis hyphen evans": ("Lewis-Evans", False),
    "it's catherine byrne catherine with a c": ("Catherine Byrne", False),
    "mohammed is my first name iqbal is the surname": ("Mohammed Iqbal", False),
    "the name's o'sullivan": ("O'Sullivan", False),
    "allen sorry allan with two as": ("Allan", False),
    "johnson no h j o n s o n": ("Jonson", True),
    "hello it's Peter": ("Peter", False),
    "Smith S M I T H": ("Smith", True),
    "D for David A V I S": ("Davis", True),
    "N as in November E double L Y": ("Nelly", True),
    "Lopez L O P E Z Z not S first name Diego": ("Diego Lopez", True),
    "McCarthy M small c Finbarr McCarthy": ("Finbarr McCarthy", False),
    "Nic Gabhann it's Irish Aoife Nic Gabhann": ("Aoife Nic Gabhann", False),
    "Walsh Declan Walsh like the rest of Mayo": ("Declan Walsh", False),
    "Mrs Harrison I spoke to Debbie earlier": ("Harrison", False),
    "it's only Kev": ("Kev", False),
    "my name's Irish Murphy": ("Murphy", False),
    "I'm John Welsh": ("John Welsh", False),
    "my name is French": ("French", False),
    "I'm Dawn French": ("Dawn French", False),
    "Paul I'm English": ("Paul", False),
    "Mary it's Scottish": ("Mary", False),
    "Paul it's Welsh": ("Paul Welsh", False),
    "Paul it's Danishevsky": ("Paul Danishevsky", False),
    "it's for my lad Callum Reece": ("Callum Reece", False),
    "Taylor hyphen Wood first name Ben": ("Ben Taylor-Wood", False),
}
NO_NAMES = {
    Language.FR: (
        "", "oui", "non", "allô", "pardon", "bonjour", "rendez-vous", "je voudrais un rendez-vous",
        "c'est pour un rendez-vous", "j'ai mal au dos", "aaaaaaa", "🎉", "06 12 34 56 78",
        "parfait", "tout à fait", "je veux parler à quelqu'un", "quelqu'un",
        "je veux parler au docteur girard", "passez moi maître lambert", "j'habite rue Victor Hugo",
        "vous pouvez répéter", "x", "le", "!!!", "est-ce que maître Roussel est là",
        "Maître Delmas est-elle arrivée", "savoir si madame Combes est là",
        "Madame la notaire est-elle disponible ?", "bah je suis devant la porte",
        "vous avez encore des places pour le gala de samedi",
    ),
    Language.EN: (
        "yes", "no", "I'm calling about an appointment", "could you repeat that", "sorry",
        "can I speak to Mr Jones", "I'm Irish", "I'm French", "I'm a patient of Dr Hall",
        "is Mr Hargreaves about", "does Julie still work on Tuesdays", "is Dr Patel in today",
        "what time do you close on Fridays", "can someone ring me about the probate",
        "yes hello I've a question about my bill", "we spoke yesterday about the boundary wall",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("said", "full"), FRENCH.items())
def test_french_names(said: str, full: str) -> None:
    name = understand_name(said, Language.FR)
    assert name is not None
    assert (name.full, name.spelled) == (full, False)


@pytest.mark.parametrize(("said", "full"), SPELLED.items())
def test_spelled_names(said: str, full: str) -> None:
    name = understand_name(said, Language.FR)
    assert name is not None
    assert (name.full, name.spelled) == (full, True)


@pytest.mark.parametrize(("said", "name"), ENGLISH.items())
def test_english_names(said: str, name: tuple[str, bool]) -> None:
    found = understand_name(said, Language.EN)
    assert found is not None
    assert (found.full, found.spelled) == name


@pytest.mark.parametrize(
    ("language", "said"), [(language, said) for language in Language for said in NO_NAMES[language]]
)
def test_what_is_no_name_is_refused(language: Language, said: str) -> None:
    assert understand_name(said, language) is None


@pytest.mark.parametrize(
    ("said", "first_name", "surname"),
    [
        # which part it is may be told, before or after
        ("david c'est le nom de famille prénom esther", "Esther", "David"),
        ("Tanguy c'est mon prénom et mon nom c'est Guy", "Tanguy", "Guy"),
        ("monsieur guy", None, "Guy"),
        ("moi c'est kevin", "Kevin", None),
        ("Konaté Aminata", "Aminata", "Konaté"),
        ("Bakari Mwamba", "Bakari", "Mwamba"),
        ("Cordonnier Alexandre", "Alexandre", "Cordonnier"),
        ("vandenbossche luc", "Luc", "Vandenbossche"),
        ("lambert bernard bernard c'est mon prénom", "Bernard", "Lambert"),
        ("mon prénom c'est Camille et mon nom c'est aussi Camille", "Camille", "Camille"),
        # whose name counts
        ("au nom de ma mère Simone Jaouen", "Simone", "Jaouen"),
        ("madame Texier née Blanchard", None, "Texier"),
        ("c'est madame moreau colette la maman de lucas", "Colette", "Moreau"),
        ("Gomez Paula et pas Gomes avec un s", "Paula", "Gomez"),
        ("frau Keller", None, "Keller"),
        ("je suis Ludovic le gendre de madame Picard", "Ludovic", None),
        ("on me dit Bourges comme la ville mais c'est Bourgès", None, "Bourgès"),
        ("maintenant c'est madame Picot avant c'était madame Renard", None, "Picot"),
        # where it comes from, what it is like, how many words it is
        ("Mpoyi M P O Y I c'est congolais prénom Christian", "Christian", "Mpoyi"),
        ("Jean-Louis c'est mon nom je suis haïtien prénom Marcelle", "Marcelle", "Jean-Louis"),
        ("Lacroix tout attaché Bruno", "Bruno", "Lacroix"),
        ("Toussaint oui comme la fête Benoît", "Benoît", "Toussaint"),
        ("Marceau comme Sophie Marceau prénom Alain", "Alain", "Marceau"),
        ("Thiebaud pas comme Thibault Nadine", "Nadine", "Thiebaud"),
        ("Bonvin Jean-Daniel du Valais", "Jean-Daniel", "Bonvin"),
        # what looks like an origin is the surname
        ("Paul c'est Picard", "Paul", "Picard"),
        ("Paul c'est Normand", "Paul", "Normand"),
        ("Paul c'est Russo", "Paul", "Russo"),
        ("Paul c'est Slovik", "Paul", "Slovik"),
        ("Marie c'est Grecourt", "Marie", "Grecourt"),
        ("oui Paul alors le nom c'est Lorrain", "Paul", "Lorrain"),
        ("Kowalski c'est polonais", None, "Kowalski"),
        # other people beside
        ("je suis madame Aubry j'ai eu votre collègue Céline tout à l'heure", None, "Aubry"),
        ("monsieur Joly c'est ma femme Christine qui a pris le rendez-vous", None, "Joly"),
        ("je suis madame Carpentier mon médecin c'est le docteur Robin", None, "Carpentier"),
        ("madame Rolland j'ai rendez-vous avec Julie", None, "Rolland"),
        ("je suis le voisin de monsieur Lambert", None, "Lambert"),
        # they lead in who is calling, where no other name is said
        ("c'est de la part de Paul Durand", "Paul", "Durand"),
        ("de la part de Paul Durand pour le docteur Martin", "Paul", "Durand"),
        ("je suis un ami de Paul Durand", "Paul", "Durand"),
        ("votre collègue Paul Durand", "Paul", "Durand"),
        ("Sophie Moreau de la part de Paul Durand", "Sophie", "Moreau"),
        ("je suis Sophie Moreau une amie de Paul Durand", "Sophie", "Moreau"),
        ("Marie Petit pour le docteur Martin", "Marie", "Petit"),
        # said twice
        ("de Kermadec Hubert de Kermadec", "Hubert", "de Kermadec"),
        ("gautier avec un h Gauthier G A U T H I E R Mathieu", "Mathieu", "Gauthier"),
        ("mon nom c'est thomas simon thomas c'est le prénom", "Thomas", "Simon"),
        ("El Khattabi El et puis Khattabi K H A T T A B I Samira", "Samira", "El Khattabi"),
        # particles, apostrophes and hyphens
        ("le nom c'est Le le prénom c'est Hoang", "Hoang", "Le"),
        ("Van Thanh c'est le prénom Dang le nom", "Van Thanh", "Dang"),
        ("Xavier de la Porte", "Xavier", "de La Porte"),
        ("Martin tiret Leroy prénom Élodie", "Élodie", "Martin-Leroy"),
        ("legall en deux mots", None, "Le Gall"),
        ("le gall en un seul mot", None, "Legall"),
        ("la pierre en deux mots", None, "La Pierre"),
        ("monsieur ould ahmed", None, "Ould Ahmed"),
        ("c'est la famille Ben Mansour", None, "Ben Mansour"),
        # letters and remarks
        ("Belhaj Adam, B E L H A J", "Adam", "Belhaj"),
        ("Peeters deux e P deux E T E R S", None, "Peeters"),
        ("Thibault, A U L T, c'est le nom de famille", None, "Thibault"),
        ("Levi avec un y", None, "Levy"),
        ("Chambon sans accent sans d", None, "Chambon"),
        ("Hernandez H E R N A N D E Z Z à la fin pas S prénom Luis", "Luis", "Hernandez"),
        ("Picard non pas Ricard Picard P comme Pierre", None, "Picard"),
    ],
)
def test_what_is_said_around_a_name(said: str, first_name: str | None, surname: str | None) -> None:
    name = understand_name(said, Language.FR)
    assert name is not None
    assert (name.first_name, name.surname) == (first_name, surname)


@pytest.mark.parametrize(
    ("said", "first_name", "surname"),
    [
        # who says no more than that is on first names with the practice
        ("dis-lui que Toto a appelé", "Toto", None),
        ("dites-lui simplement que c'est Gégé", "Gégé", None),
        ("je rappelle pour Antoine", "Antoine", None),
        ("on devait rappeler Patricia, Patricia c'est moi", "Patricia", None),
        # where the caller lives, or works
        ("Huguette Laforêt, de Brive", "Huguette", "Laforêt"),
        ("je suis monsieur Henri Vergnaud de Saint-Junien", "Henri", "Vergnaud"),
        ("Pittet Valérie, on s'est vues au marché de Bulle", "Valérie", "Pittet"),
        ("madame Vandamme de Tournai", None, "Vandamme"),
        ("monsieur Paris", None, "Paris"),
        ("Catherine de Sète", "Catherine", "de Sète"),
        ("Mamadou de Bâtiment Services", "Mamadou", None),
        ("le garage Perrin, Pascal à l'appareil", "Pascal", None),
        # in which order
        ("Hubert Félicien, le nom puis le prénom", "Félicien", "Hubert"),
        ("Thierry Alain, prénom puis nom", "Thierry", "Alain"),
        ("Tran le nom, Quoc le prénom", "Quoc", "Tran"),
        ("Mohamed Lamine Cissé, le nom c'est Cissé", "Mohamed Lamine", "Cissé"),
        ("Ahmed Saïd Omar, Omar c'est le nom de famille", "Ahmed Saïd", "Omar"),
        ("Fernand c'est mon petit nom, le nom de famille c'est Aubry", "Fernand", "Aubry"),
        # what it is not, whom else one names
        ("Béranger, pas Bélanger, Odile Béranger", "Odile", "Béranger"),
        ("Lambert, ni Imbert ni Humbert, Lambert Sabine", "Sabine", "Lambert"),
        ("Maurice Leblanc, non je n'ai pas écrit Arsène Lupin", "Maurice", "Leblanc"),
        ("Jeanne comme Jeanne d'Arc, et Poulain comme le chocolat", "Jeanne", "Poulain"),
        ("salut c'est Manu, c'est toi Valérie ?", "Manu", None),
        ("bonjour monsieur le secrétaire, Ghislaine de Montbrison", "Ghislaine", "de Montbrison"),
        ("service du docteur Navarro, c'est Élise la secrétaire", "Élise", None),
        ("moi c'est Bertrand Lacaze junior", "Bertrand", "Lacaze"),
        ("monsieur Bernasconi, tessinois, prénom Aldo", "Aldo", "Bernasconi"),
        # letters
        ("M. Kaya, K A Y A, prénom Mehmet", "Mehmet", "Kaya"),
        ("Bertin, B E R T I N, B comme Berthe", None, "Bertin"),
        ("Erwan Kerdraon, ker comme la maison en breton, D R A O N", "Erwan", "Kerdraon"),
        ("Zbinden avec un z, un b, i n d e n", None, "Zbinden"),
        ("leclerc sans q ni k L E C L E R C", None, "Leclerc"),
        ("Jean-Bernard Hosteing, H muet, O S T E I N G", "Jean-Bernard", "Hosteing"),
        ("B R Z E Z I N S K I et le prénom Tomasz", "Tomasz", "Brzezinski"),
        ("Lê, L E accent circonflexe, prénom Hoang", "Hoang", "Lê"),
        ("Dubois-Delaunay, trait d'union aux deux, Marie", "Marie", "Dubois-Delaunay"),
        ("c'est Sauvage, Emmanuelle, rassurez-vous", "Emmanuelle", "Sauvage"),
        # which part it is, by how it is said
        ("elle s'appelle louna elle a le même nom que moi perrichon", "Louna", "Perrichon"),
        ("dites à Jean-Philippe que son frère Bertrand a appelé", "Bertrand", None),
        ("c'est Léon qui appelle pour son tracteur", "Léon", None),
        ("zoubir z o u b i r fatiha", "Fatiha", "Zoubir"),
        ("mon nom c'est mohsim devika c'est le prénom", "Devika", "Mohsim"),
        ("le prénom c'est thi kim et le nom c'est dang", "Thi Kim", "Dang"),
        ("c'est monsieur étienne mon prénom c'est gaël", "Gaël", "Étienne"),
        ("mon nom s'écrit comme celui du président Pompidou", None, "Pompidou"),
        ("tovi quibelle", "Tovi", "Quibelle"),
        ("sellier françoise", "Françoise", "Sellier"),
        ("de Oliveira Santos Maria", "Maria", "de Oliveira Santos"),
        # of two, whose it is
        ("on est deux valérie et thierry camus", None, "Camus"),
        ("c'est la mère d'inès et de sami kaddour", None, "Kaddour"),
        ("c'est pour Mme Ferrand Suzanne, je suis sa fille Monique", "Suzanne", "Ferrand"),
        ("mon papa s'appelle lucien fouquet et moi c'est sandrine", "Lucien", "Fouquet"),
        ("bonjour c'est yvonne de l'ems la clairière pour monsieur oberson", None, "Oberson"),
        ("ici brigitte la comptable de chez monsieur lavergne", "Brigitte", None),
        ("au nom de mon ex-mari arnoux mais maintenant c'est fleuriot", None, "Fleuriot"),
        ("mon nom d'usage c'est tessier mon nom de naissance c'est guillon", None, "Tessier"),
        ("c'est menuiserie du vallon et moi c'est patrice", "Patrice", None),
        ("monsieur jourdain comme le bourgeois gentilhomme", None, "Jourdain"),
        ("bessonnet deux s deux n e t", None, "Bessonnet"),
        ("Bui Quang Huy le nom de famille c'est Bui et je m'appelle Huy", "Huy", "Bui"),
        ("Nguyen Van Minh le nom c'est Nguyen Van, Minh c'est le prénom", "Minh", "Nguyen Van"),
        ("Nkulu Kabamba Grâce Grâce c'est le prénom", "Grâce", "Nkulu Kabamba"),
        ("Denis Laurent Laurent étant le nom de famille", "Denis", "Laurent"),
        ("Guillaume Guillaume oui c'est le nom et le prénom pareil", "Guillaume", "Guillaume"),
        ("LEMAIRE Jean Philippe sans tiret", "Jean Philippe", "Lemaire"),
        ("Rodrigues Sergio avec un s à la fin", "Sergio", "Rodrigues"),
        ("Traoré Aminata avec un accent sur le é de Traoré", "Aminata", "Traoré"),
        ("je m'appelle Anaïs Thévenot avec un h après le t", "Anaïs", "Thévenot"),
        ("Bernard avec ou sans d c'est avec un d Bernard Lucette", "Lucette", "Bernard"),
        ("d'Arcangues petit d apostrophe a r c a n g u e s", None, "D'Arcangues"),
        ("Peeters d'Anvers", None, "Peeters"),
        ("Delvaux de Namur", None, "Delvaux"),
        ("De La Tour d'Auvergne Henri", "Henri", "de La Tour d'Auvergne"),
        ("monsieur Tabouret de la rue Neuve", None, "Tabouret"),
        ("Viviane je suis une amie du docteur", "Viviane", None),
        ("c'est Amandine de l'école Jules Ferry", "Amandine", None),
    ],
)
def test_what_tells_of_a_name(said: str, first_name: str | None, surname: str | None) -> None:
    name = understand_name(said, Language.FR)
    assert name is not None
    assert (name.first_name, name.surname) == (first_name, surname)


@pytest.mark.parametrize(
    ("said", "first_name", "surname"),
    [
        ("just tell her it's Spud", "Spud", None),
        ("yeah hiya it's only Gaz, tell him I've got the van back", "Gaz", None),
        ("Mossie from the creamery, he'll know", "Mossie", None),
        ("Nigel Thackeray over in Whitby", "Nigel", "Thackeray"),
        ("I'm Malachy Tierney beyond in Athenry", "Malachy", "Tierney"),
        ("Mr Stamford", None, "Stamford"),
        ("Debbie from Swift Conveyancing for Mr Langley please", "Debbie", None),
        ("leanne scholes I was given your number by a mr dunmore", "Leanne", "Scholes"),
        ("Wu Jiang, family name first", "Jiang", "Wu"),
        ("is Dr Shah in, it's Naomi Feldman", "Naomi", "Feldman"),
        ("Lowrie, neither Lowry nor Laurie", None, "Lowrie"),
        ("it's Kate Rowley, I used to be Kate Simmons", "Kate", "Rowley"),
        ("Fraser Fraser-Kidd, that's Fraser twice and a hyphen", "Fraser", "Fraser-Kidd"),
        ("Rasa Petrauskas, P E T R A U S K A S, I'm Lithuanian", "Rasa", "Petrauskas"),
        ("mc kenzie that's capital m small c capital k eilidh mckenzie", "Eilidh", "Mckenzie"),
        ("De Búrca, Áine De Búrca, small fada on the u", "Áine", "de Búrca"),
        ("Reverend Peter Ainsworth, St Mark's", "Peter", "Ainsworth"),
        ("tell her craig called she's got my number", "Craig", None),
        ("Good morning, my name is Mrs. Prudence Ackroyd", "Prudence", "Ackroyd"),
        ("it's ms okonkwo-bright hyphenated zara", "Zara", "Okonkwo-Bright"),
        ("wojtek that's w o j t e k lewandowski", "Wojtek", "Lewandowski"),
        ("Ferguson, double S, no, sorry, one S, Ferguson, Alastair", "Alastair", "Ferguson"),
        ("allen is the first name ginsburg's the second", "Allen", "Ginsburg"),
        ("it's farah f a r a h first name hodan h o d a n", "Hodan", "Farah"),
        ("davidson no sorry davison no second d", None, "Davison"),
        ("mrs hope hope as in faith hope and charity", None, "Hope"),
        ("st john that's s t j o h n fiona st john", "Fiona", "St John"),
        ("This is Cheryl Kowalski's husband Dan, same last name", "Dan", "Kowalski"),
        ("my name is Brandon Lee Cooper", "Brandon Lee", "Cooper"),
        ("i've changed my name by deed poll it's now sky robinson", "Sky", "Robinson"),
        ("Sarah without the h Sara Malik", "Sara", "Malik"),
        ("Carolyn Fox with a y c a r o l y n", "Carolyn", "Fox"),
        ("Edwards and it's Ceri c e r i", "Ceri", "Edwards"),
        ("Jim Joe Heffernan it's Jim Joe like", "Jim Joe", "Heffernan"),
        ("this is Garda Kiely at the station in Tralee", None, "Kiely"),
        ("my name is Sunny Thistlewood", "Sunny", "Thistlewood"),
        ("it's Mossy", "Mossy", None),
        ("tell Noreen that Pat rang", "Pat", None),
    ],
)
def test_what_tells_of_an_english_name(
    said: str, first_name: str | None, surname: str | None
) -> None:
    name = understand_name(said, Language.EN)
    assert name is not None
    assert (name.first_name, name.surname) == (first_name, surname)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.FR, "bonjour est-ce que je pourrais avoir maître Desbois ou sa collaboratrice"),
        (Language.FR, "est-ce que vous pourriez m'envoyer maître Aubert au téléphone"),
        (Language.FR, "il y aurait moyen d'avoir Sandrine au téléphone"),
        (Language.FR, "il faudrait que maître Colas me rappelle"),
        (Language.FR, "il est là Laurent"),
        (Language.FR, "mais moi je suis que la standardiste"),
        (Language.FR, "vous avez dit que vous le passeriez"),
        (Language.FR, "oui c'est la mairie de Bram au sujet du permis"),
        (Language.EN, "is Father Tierney about at all"),
        (Language.EN, "would Dr Lavelle be free at all"),
        (Language.EN, "I'm only looking for Conor if he's there"),
        (Language.EN, "I'm trying to get hold of Mr Ellery"),
        (Language.EN, "you can leave a message with Pam"),
        (Language.EN, "could you let Mr Barnes know his car is ready"),
        (Language.EN, "it's the postman love there's a parcel"),
    ],
)
def test_who_is_wanted_and_who_tells_an_office_only_give_no_name(
    language: Language, said: str
) -> None:
    assert understand_name(said, language) is None


@pytest.mark.parametrize(
    "said",
    [
        "c'est de la part du cabinet dentaire des halles",
        "bonjour c'est la pharmacie du marché",
        "école primaire des tilleuls bonjour",
        "tell Mr Holmes I called",
    ],
)
def test_a_firm_and_the_one_who_is_told_are_no_callers(said: str) -> None:
    assert understand_name(said, Language.EN if "tell" in said else Language.FR) is None
