"""The facts that a spreadsheet of cases can bring, and the headings that offices give them."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Field(StrEnum):
    CASE_NUMBER = "case_number"
    FULL_NAME = "full_name"
    GIVEN_NAME = "given_name"
    MIDDLE_NAME = "middle_name"
    FAMILY_NAME = "family_name"
    BIRTH_ON = "birth_on"
    SSN = "ssn"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    CITY = "city"
    STATE = "state"
    ZIP_CODE = "zip_code"
    BOROUGH = "borough"
    LANGUAGE = "language"
    PROGRAM = "program"
    REGION = "region"
    STAGE = "stage"
    OPENED_ON = "opened_on"
    WORKER = "worker"
    PUBLIC_WORKER = "public_worker"
    HOUSEHOLD = "household"
    RELATION = "relation"
    LAST_CONTACT_ON = "last_contact_on"
    STRENGTHS = "strengths"
    NOTE = "note"


FIELD_NAMES: Mapping[Field, Promise] = {
    Field.CASE_NUMBER: _("Case number"),
    Field.FULL_NAME: _("Full name"),
    Field.GIVEN_NAME: _("Given name"),
    Field.MIDDLE_NAME: _("Middle name"),
    Field.FAMILY_NAME: _("Family name"),
    Field.BIRTH_ON: _("Date of birth"),
    Field.SSN: _("Social Security number"),
    Field.PHONE: _("Phone"),
    Field.EMAIL: _("E-mail"),
    Field.ADDRESS: _("Street address"),
    Field.CITY: _("City"),
    Field.STATE: _("State"),
    Field.ZIP_CODE: _("ZIP code"),
    Field.BOROUGH: _("Borough"),
    Field.LANGUAGE: _("Preferred language"),
    Field.PROGRAM: _("Program"),
    Field.REGION: _("Region"),
    Field.STAGE: _("Stage"),
    Field.OPENED_ON: _("Opened on"),
    Field.WORKER: _("Worker (name or e-mail)"),
    Field.PUBLIC_WORKER: _("Public worker (name or e-mail)"),
    Field.HOUSEHOLD: _("Household number"),
    Field.RELATION: _("Relation to the participant"),
    Field.LAST_CONTACT_ON: _("Last contact on"),
    Field.STRENGTHS: _("Strengths"),
    Field.NOTE: _("Note"),
}

# Without these a line cannot become a case. A name may come in one column or in two.
NEEDED = (Field.CASE_NUMBER,)
NAME_FIELDS = (Field.FULL_NAME, Field.GIVEN_NAME, Field.FAMILY_NAME)

# English and Spanish, as folded by `fold`: small letters, no accents, no punctuation.
SYNONYMS: Mapping[Field, tuple[str, ...]] = {
    Field.CASE_NUMBER: (
        "case number", "case no", "case num", "case", "case id", "caseid", "cin", "case nbr",
        "record number", "client id", "numero de caso", "num de caso", "no de caso", "caso",
        "nro de caso", "expediente", "numero de expediente", "case file number", "file number",
    ),
    Field.FULL_NAME: (
        "name", "full name", "client name", "participant name", "client", "participant",
        "customer name", "customer", "case name", "head of household", "nombre completo",
        "nombre y apellido", "nombre y apellidos", "apellidos y nombre", "apellido y nombre",
        "apellidos nombre", "participante", "cliente", "last name first name", "last first",
        "name last first", "hoh name", "consumer name", "consumer", "nombre del cliente",
        "nombre del participante",
    ),
    Field.GIVEN_NAME: (
        "first name", "first", "given name", "given names", "fname", "first nm", "forename",
        "nombre", "nombres", "primer nombre", "nombre de pila", "client first name",
    ),
    Field.MIDDLE_NAME: (
        "middle name", "middle", "middle initial", "mi", "m i", "segundo nombre",
    ),
    Field.FAMILY_NAME: (
        "last name", "last", "surname", "family name", "lname", "last nm", "surnames",
        "apellido", "apellidos", "client last name", "primer apellido",
    ),
    Field.BIRTH_ON: (
        "dob", "date of birth", "birth date", "birthdate", "birthday", "born", "d o b",
        "fecha de nacimiento", "fec nac", "f nac", "nacimiento", "fecha nac", "client dob",
    ),
    Field.SSN: (
        "ssn", "social security number", "social security", "social security no", "ss number",
        "ss", "soc sec no", "soc sec number", "seguro social", "numero de seguro social",
        "num seguro social", "nss", "social", "client ssn",
    ),
    Field.PHONE: (
        "phone", "phone number", "telephone", "tel", "cell", "cell phone", "mobile",
        "mobile phone", "contact number", "home phone", "telefono", "num de telefono",
        "numero de telefono", "celular", "telefono movil", "tel no", "phone no", "phone 1",
        "primary phone",
    ),
    Field.EMAIL: (
        "email", "e mail", "email address", "e mail address", "correo", "correo electronico",
        "direccion de correo", "client email",
    ),
    Field.ADDRESS: (
        "address", "street", "street address", "home address", "address line 1", "address 1",
        "mailing address", "residence", "direccion", "domicilio", "calle", "direccion postal",
    ),
    Field.CITY: ("city", "town", "ciudad", "pueblo", "municipio"),
    Field.STATE: ("state", "st", "estado"),
    Field.ZIP_CODE: (
        "zip", "zip code", "zipcode", "postal code", "postcode", "codigo postal", "cp", "zip 5",
    ),
    Field.BOROUGH: ("borough", "boro", "county", "distrito", "condado", "municipio nyc"),
    Field.LANGUAGE: (
        "language", "primary language", "preferred language", "lang", "spoken language", "idioma",
        "lengua", "idioma preferido", "lenguaje", "idioma principal",
    ),
    Field.PROGRAM: ("program", "programme", "program name", "case type", "programa", "prog"),
    Field.REGION: ("region", "area", "zone", "service area", "zona", "office", "oficina"),
    Field.STAGE: (
        "stage", "status", "case status", "phase", "case stage", "etapa", "estado del caso", "fase",
    ),
    Field.OPENED_ON: (
        "opened on", "opened", "open date", "case open date", "date opened", "opening date",
        "start date", "enrollment date", "enrolled on", "intake date", "date of intake",
        "fecha de apertura", "fecha de inicio", "abierto el", "fecha de ingreso", "date enrolled",
    ),
    Field.WORKER: (
        "worker", "case manager", "case mgr", "case mngr", "caseworker", "case worker", "cm",
        "job coach", "coach", "counselor", "assigned to", "worker email", "worker name",
        "case manager email",
        "career planner", "trabajador", "trabajadora", "gestor de caso", "gestora de caso",
        "consejero", "consejera", "encargado", "encargada", "manejador de caso", "assigned worker",
        "staff", "contractor worker",
    ),
    Field.PUBLIC_WORKER: (
        "public worker", "eligibility worker", "county worker", "agency worker", "ew",
        "eligibility specialist", "trabajador publico", "trabajadora publica",
        "trabajador de elegibilidad", "trabajadora de elegibilidad", "benefits worker",
    ),
    Field.HOUSEHOLD: (
        "household", "household id", "household number", "household no", "hh id", "hh",
        "family id", "family number", "hogar", "numero de hogar", "num de hogar", "familia",
        "id de hogar",
    ),
    Field.RELATION: (
        "relation", "relationship", "relation to head", "relationship to head",
        "relation to participant", "relationship to hoh", "parentesco", "relacion", "rel",
        "relation to hoh", "relacion con la persona participante",
    ),
    Field.LAST_CONTACT_ON: (
        "last contact", "last contact date", "date of last contact", "last contact on",
        "last seen", "last visit", "ultimo contacto", "fecha de ultimo contacto", "last meeting",
        "fecha del ultimo contacto", "ultima visita",
    ),
    Field.STRENGTHS: ("strengths", "strength", "fortalezas", "fortaleza", "assets"),
    Field.NOTE: (
        "note", "notes", "comment", "comments", "remarks", "nota", "notas", "comentario",
        "comentarios", "observaciones", "case notes",
    ),
}  # fmt: skip
