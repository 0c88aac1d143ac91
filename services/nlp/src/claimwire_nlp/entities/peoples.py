"""Peoples: nationalities, religions and parties by the words for their members (spaCy's NORP)."""

NATIONALITIES = {
    "afghan", "african", "albanian", "algerian", "american", "angolan", "arab", "argentine", "argentinian",
    "armenian", "asian", "australian", "austrian", "azerbaijani", "bahraini", "bangladeshi", "basque",
    "belarusian", "belgian", "bolivian", "bosnian", "botswanan", "brazilian", "british", "bulgarian",
    "burmese", "burundian", "cambodian", "cameroonian", "canadian", "catalan", "chadian", "chechen",
    "chilean", "chinese", "colombian", "congolese", "costa rican", "croatian", "croat", "cuban", "cypriot",
    "czech", "danish", "dane", "dominican", "dutch", "ecuadorian", "egyptian", "emirati", "english",
    "eritrean", "estonian", "ethiopian", "european", "fijian", "filipino", "finnish", "finn", "flemish",
    "french", "gambian", "georgian", "german", "ghanaian", "greek", "guatemalan", "guinean", "guyanese",
    "haitian", "honduran", "hungarian", "icelandic", "indian", "indonesian", "iranian", "iraqi", "irish",
    "israeli", "italian", "ivorian", "jamaican", "japanese", "jordanian", "kashmiri", "kazakh", "kenyan",
    "korean", "kosovar", "kurd", "kurdish", "kuwaiti", "kyrgyz", "laotian", "latvian", "lebanese",
    "liberian", "libyan", "lithuanian", "macedonian", "malagasy", "malawian", "malaysian", "malian",
    "maltese", "mauritanian", "mexican", "moldovan", "mongolian", "montenegrin", "moroccan", "mozambican",
    "namibian", "nepalese", "nepali", "new zealander", "nicaraguan", "nigerian", "nigerien", "north korean",
    "norwegian", "omani", "pakistani", "palestinian", "panamanian", "paraguayan", "persian", "peruvian",
    "polish", "portuguese", "puerto rican", "qatari", "romanian", "russian", "rwandan", "salvadoran",
    "saudi", "scottish", "senegalese", "serb", "serbian", "sicilian", "singaporean", "slovak", "slovene",
    "slovenian", "somali", "south african", "south korean", "soviet", "spanish", "spaniard", "sri lankan",
    "sudanese", "swede", "swedish", "swiss", "syrian", "taiwanese", "tajik", "tanzanian", "thai", "tibetan",
    "togolese", "trinidadian", "tunisian", "turk", "turkish", "turkmen", "ugandan", "ukrainian",
    "uruguayan", "uyghur", "uzbek", "venezuelan", "vietnamese", "welsh", "yemeni", "zambian", "zimbabwean",
    "latino", "latina", "hispanic", "rohingya", "roma", "tatar", "zulu", "maori", "inuit", "cherokee",
    "navajo", "sioux", "texan", "californian", "parisian", "londoner",
}  # fmt: skip
BELIEVERS = {
    "alawite", "anglican", "baptist", "buddhist", "catholic", "christian", "coptic", "copt", "druze",
    "evangelical", "hindu", "islamic", "islamist", "jew", "jewish", "lutheran", "methodist", "mormon",
    "muslim", "orthodox", "presbyterian", "protestant", "quaker", "roman catholic", "salafist", "shia",
    "shiite", "sikh", "sunni", "yazidi", "zionist",
}  # fmt: skip
PARTISANS = {
    "communist", "conservative", "democrat", "democratic", "labour", "liberal", "libertarian", "marxist",
    "nazi", "republican", "social democrat", "socialist", "tory", "tories",
}  # fmt: skip
_ALL = NATIONALITIES | BELIEVERS | PARTISANS


def is_people(name: str) -> bool:
    """Whether a name is the word for a people's, a church's or a party's members, or the adjective of it."""
    bare = name.casefold()
    return bare in _ALL or (bare.endswith("s") and bare[:-1] in _ALL)
