"""How a household member is related to the participant, from English and Spanish words."""

from caseway.exchange.codes import Code
from caseway.exchange.meaning.columns import fold
from caseway.exchange.meaning.issues import Parsed, left_out

# Our codes are those of the household members of a case.
_WORDS = {
    "self": "self head hoh participant client applicant grantee payee titular jefe jefa "
    "participante solicitante yo",
    "spouse": "spouse husband wife married esposo esposa conyuge marido",
    "partner": "partner girlfriend boyfriend companion pareja companero companera novio novia",
    "child": "child son daughter kid baby hijo hija nino nina",
    "stepchild": "stepchild stepson stepdaughter hijastro hijastra",
    "grandchild": "grandchild grandson granddaughter nieto nieta",
    "parent": "parent mother father mom dad madre padre mama papa",
    "sibling": "sibling brother sister hermano hermana",
    "other_relative": "relative aunt uncle cousin niece nephew grandparent grandmother "
    "grandfather tio tia primo prima sobrino sobrina abuelo abuela familiar pariente",
    "not_related": "unrelated roommate friend other boarder amigo amiga inquilino inquilina",
}
_PHRASES = {
    "head of household": "self", "head of case": "self", "jefe de hogar": "self",
    "jefa de hogar": "self", "step child": "stepchild", "step son": "stepchild",
    "step daughter": "stepchild", "grand child": "grandchild", "other relative": "other_relative",
    "otro familiar": "other_relative", "not related": "not_related", "non relative": "not_related",
    "sin parentesco": "not_related",
}  # fmt: skip
_BY_WORDS = {word: code for code, words in _WORDS.items() for word in words.split()} | _PHRASES


def parse_relation(text: str) -> Parsed:
    if code := _BY_WORDS.get(fold(text)):
        return Parsed(code)
    return left_out(Code.RELATION_UNKNOWN, text=text)
