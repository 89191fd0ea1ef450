"""The tables of the Human Services Data Specification 3.1.1, in this project's own words.

For each: its file, its columns in order with what they hold, and how its rows nest in JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Row = dict[str, str]  # column -> text; what is empty is left out
Tables = dict[str, list[Row]]


@dataclass(frozen=True)
class Nested:
    """Rows of another table inside a row of this one: many in a list, or a single object."""

    table: str
    link: str = ""  # the column that holds the identifier of the row around it
    single: bool = False  # then `holds` is the column of the row around that names this one
    holds: str = ""


@dataclass(frozen=True)
class Table:
    """Columns as "name:kind"; text where no kind is said."""

    file: str
    columns: Mapping[str, str]
    required: frozenset[str]
    nested: Mapping[str, Nested] = field(default_factory=dict)


def _table(
    file: str, columns: str, required: str, nested: Mapping[str, Nested] | None = None
) -> Table:
    pairs = (column.partition(":") for column in columns.split())
    kinds = {name: kind or "text" for name, _, kind in pairs}
    return Table(file, {"id": "uuid", **kinds}, frozenset(["id", *required.split()]), nested or {})


def _all(link: str, **named: str) -> dict[str, Nested]:
    return {key: Nested(table, link) for key, table in named.items()}


_ABOUT = {
    "attributes": Nested("attribute", "link_id"),
    "metadata": Nested("metadata", "resource_id"),
}

TABLES: dict[str, Table] = {
    "organization": _table(
        "organizations.csv",
        "name alternate_name description email:email website:uri tax_status tax_id "
        "year_incorporated:integer legal_status logo uri:uri parent_organization_id:uuid",
        "name description",
        _all(
            "organization_id",
            additional_websites="url",
            funding="funding",
            contacts="contact",
            phones="phone",
            locations="location",
            programs="program",
            organization_identifiers="organization_identifier",
            services="service",
        )
        | _ABOUT,
    ),
    "program": _table(
        "programs.csv",
        "organization_id:uuid name alternate_name description",
        "organization_id name description",
        _ABOUT,
    ),
    "service": _table(
        "services.csv",
        "organization_id:uuid program_id:uuid name alternate_name description url:uri email:email "
        "status interpretation_services application_process fees_description wait_time fees "
        "accreditations eligibility_description minimum_age:number maximum_age:number "
        "assured_date:date assurer_email:email licenses alert last_modified:datetime",
        "organization_id name status",
        {
            "organization": Nested("organization", single=True, holds="organization_id"),
            "program": Nested("program", single=True, holds="program_id"),
        }
        | _all(
            "service_id",
            additional_urls="url",
            phones="phone",
            schedules="schedule",
            service_areas="service_area",
            service_at_locations="service_at_location",
            languages="language",
            funding="funding",
            cost_options="cost_option",
            required_documents="required_document",
            contacts="contact",
            capacities="service_capacity",
        )
        | _ABOUT,
    ),
    "attribute": _table(
        "attributes.csv",
        "link_id:uuid taxonomy_term_id:uuid link_type link_entity value label",
        "link_id taxonomy_term_id link_entity",
        {"taxonomy_term": Nested("taxonomy_term", single=True, holds="taxonomy_term_id")},
    ),
    "service_at_location": _table(
        "service_at_location.csv",
        "service_id:uuid location_id:uuid description",
        "service_id location_id",
        {
            "location": Nested("location", single=True, holds="location_id"),
            "service": Nested("service", single=True, holds="service_id"),
        }
        | _all(
            "service_at_location_id",
            service_areas="service_area",
            contacts="contact",
            phones="phone",
            schedules="schedule",
        )
        | _ABOUT,
    ),
    "location": _table(
        "locations.csv",
        "location_type url:uri organization_id:uuid name alternate_name description "
        "transportation latitude:number longitude:number external_identifier "
        "external_identifier_type",
        "location_type",
        _all(
            "location_id",
            languages="language",
            addresses="address",
            contacts="contact",
            accessibility="accessibility",
            phones="phone",
            schedules="schedule",
        )
        | _ABOUT,
    ),
    "phone": _table(
        "phones.csv",
        "location_id:uuid service_id:uuid organization_id:uuid contact_id:uuid "
        "service_at_location_id:uuid number extension:integer type description",
        "number",
        _all("phone_id", languages="language") | _ABOUT,
    ),
    "contact": _table(
        "contacts.csv",
        "organization_id:uuid service_id:uuid service_at_location_id:uuid location_id:uuid name "
        "title department email:email",
        "",
        _all("contact_id", phones="phone") | _ABOUT,
    ),
    "address": _table(
        "addresses.csv",
        "location_id:uuid attention address_1 address_2 city region state_province postal_code "
        "country address_type",
        "address_1 city state_province postal_code country address_type",
        _ABOUT,
    ),
    "schedule": _table(
        "schedules.csv",
        "service_id:uuid location_id:uuid service_at_location_id:uuid valid_from:date "
        "valid_to:date dtstart:date timezone:number until:date count:integer wkst freq "
        "interval:integer byday byweekno bymonthday byyearday description opens_at:time "
        "closes_at:time schedule_link:uri attending_type notes",
        "",
        _ABOUT,
    ),
    "funding": _table("funding.csv", "organization_id:uuid service_id:uuid source", "", _ABOUT),
    "service_area": _table(
        "service_areas.csv",
        "service_id:uuid service_at_location_id:uuid name description extent extent_type uri",
        "",
        _ABOUT,
    ),
    "required_document": _table(
        "required_documents.csv", "service_id:uuid document uri:uri", "", _ABOUT
    ),
    "language": _table(
        "languages.csv",
        "service_id:uuid location_id:uuid phone_id:uuid name code note",
        "",
        _ABOUT,
    ),
    "accessibility": _table(
        "accessibility.csv", "location_id:uuid description details url:uri", "", _ABOUT
    ),
    "taxonomy_term": _table(
        "taxonomy_terms.csv",
        "code name description parent_id:uuid taxonomy language taxonomy_id:uuid term_uri:uri",
        "name description",
        {"taxonomy_detail": Nested("taxonomy", single=True, holds="taxonomy_id")},
    ),
    "metadata": _table(
        "metadata.csv",
        "resource_id:uuid resource_type last_action_date:date last_action_type field_name "
        "previous_value replacement_value updated_by",
        "resource_id resource_type last_action_date last_action_type field_name previous_value "
        "replacement_value updated_by",
    ),
    "meta_table_description": _table(
        "meta_table_descriptions.csv", "name language character_set", ""
    ),
    "cost_option": _table(
        "cost_options.csv",
        "service_id:uuid valid_from:date valid_to:date option currency amount:number "
        "amount_description",
        "service_id",
        _ABOUT,
    ),
    "organization_identifier": _table(
        "organization_identifiers.csv",
        "organization_id:uuid identifier_scheme identifier_type identifier",
        "organization_id identifier_type identifier",
        _ABOUT,
    ),
    "taxonomy": _table("taxonomies.csv", "name description uri:uri version", "name description"),
    "service_capacity": _table(
        "service_capacity.csv",
        "service_id:uuid unit_id:uuid available:integer maximum:integer description "
        "updated:datetime",
        "service_id unit_id available updated",
        {"unit": Nested("unit", single=True, holds="unit_id")} | _ABOUT,
    ),
    "unit": _table("units.csv", "name scheme identifier uri:uri", "name"),
    "url": _table("url.csv", "label url:uri organization_id:uuid service_id:uuid", "url", _ABOUT),
}

# Those that stand on their own in Caseway, parents first; the others belong to one of these.
MAIN = ("organization", "location", "service", "service_at_location")
NUMBERS = {"number", "integer"}
