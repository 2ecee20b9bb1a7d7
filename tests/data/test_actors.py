"""The register of actors and territories: counts, areas, keys, codes, links, licences, and rows typed by hand."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.data.conftest import Data

ROOT = Path(__file__).parents[2]
DESTATIS = "CC-BY-4.0 © Statistisches Bundesamt (Destatis), 2019"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
REAL = "FILTER (STRSTARTS(STR(?it), CONCAT(STR(id:), 'actor/')))"
AREA = "FILTER (STRSTARTS(STR(?it), CONCAT(STR(id:), 'territory/')))"
KINDS = {
    "agentur": 156,
    "chamber-umbrella": 3,
    "employer-umbrella": 1,
    "employment-administration": 1,
    "employment-company-umbrella": 1,
    "jobcenter-gemeinsame-einrichtung": 307,
    "jobcenter-zkt": 104,
    "kreis": 294,
    "kreisfreie-stadt": 108,
    "land": 16,
    "managing-authority": 18,
    "migrant-organisation": 3,
    "ministry": 4,
    "municipal-umbrella": 3,
    "public-authority": 4,
    "regionaldirektion": 10,
    "union-umbrella": 1,
    "welfare-association": 7,
    "youth-social-work": 5,
}
STATES = {  # key: (name, NUTS 1 code, districts and district-free cities valid today)
    "01": ("Schleswig-Holstein", "DEF", 15),
    "02": ("Hamburg", "DE6", 1),
    "03": ("Niedersachsen", "DE9", 45),
    "04": ("Bremen", "DE5", 2),
    "05": ("Nordrhein-Westfalen", "DEA", 53),
    "06": ("Hessen", "DE7", 27),
    "07": ("Rheinland-Pfalz", "DEB", 36),
    "08": ("Baden-Württemberg", "DE1", 44),
    "09": ("Bayern", "DE2", 96),
    "10": ("Saarland", "DEC", 6),
    "11": ("Berlin", "DE3", 1),
    "12": ("Brandenburg", "DE4", 18),
    "13": ("Mecklenburg-Vorpommern", "DE8", 8),
    "14": ("Sachsen", "DED", 13),
    "15": ("Sachsen-Anhalt", "DEE", 14),
    "16": ("Thüringen", "DEG", 22),
}
RECODED = {  # key: (code of NUTS 2024, code of NUTS 2021)
    "16054": ("DEG0S", "DEG04"),
    "16063": ("DEG0R", "DEG0P"),
    "16066": ("DEG0Q", "DEG0B"),
    "16070": ("DEG0T", "DEG0F"),
    "16072": ("DEG0V", "DEG0H"),
    "16073": ("DEG0U", "DEG0I"),
}
ROWS = [  # actor, kind, territory, German label, English label
    ("de-01001", "kreisfreie-stadt", "01001", "Stadt Flensburg", "city of Flensburg"),
    ("de-01051", "kreis", "01051", "Kreis Dithmarschen", "district of Dithmarschen"),
    ("de-03159", "kreis", "03159", "Landkreis Göttingen", "district of Göttingen"),
    ("de-03241", "kreis", "03241", "Region Hannover", "Region Hannover (district)"),
    ("de-hanau", "kreisfreie-stadt", "hanau", "Stadt Hanau", "city of Hanau"),
    ("land-09", "land", "09", "Land Bayern", "state of Bavaria"),
    (
        "ge-11-mitte",
        "jobcenter-gemeinsame-einrichtung",
        "11000",
        "Jobcenter Berlin Mitte",
        "Jobcenter Berlin Mitte (joint facility)",
    ),
    (
        "bund-bmas",
        "ministry",
        "de",
        "Bundesministerium für Arbeit und Soziales",
        "Federal Ministry of Labour and Social Affairs",
    ),
    ("org-dgb", "union-umbrella", "de", "Deutscher Gewerkschaftsbund", "German Trade Union Confederation"),
]


def keyed(data: Data, prop: str) -> dict[str, str]:
    """A property's value by the key of the territory, without its folder."""
    rows = data.rows(f"SELECT ?it ?value {{ ?it a rg:Territory ; {prop} ?value {AREA} }}")
    return {it.removeprefix("territory/"): value.removeprefix("territory/") for it, value in rows}


def actors(data: Data, *props: str) -> dict[str, set[str]]:
    """For each actor of the register, all values of the properties, without their folder where they are ours."""
    found: dict[str, set[str]] = {it: set() for it in data.column(f"SELECT ?it {{ ?it a rg:Actor {REAL} }}")}
    for prop in props:
        for it, value in data.rows(f"SELECT ?it ?value {{ ?it a rg:Actor ; {prop} ?value {REAL} }}"):
            found[it].add(value)
    return found


def test_there_are_1046_actors_and_so_many_of_each_kind(data: Data) -> None:
    kinds = Counter(
        kind.removeprefix("actor-kind/") for values in actors(data, "rg:actorKind").values() for kind in values
    )
    assert kinds == KINDS
    assert len(actors(data)) == sum(KINDS.values()) == 1046


@pytest.mark.parametrize(
    ("props", "least", "most"),
    [
        (("rg:actorKind",), 1, 1),
        (("rg:inTerritory", "rg:somewhereIn"), 1, 3),
        (("dct:source",), 1, 1),
        (("dct:rights",), 1, 1),
        (("rg:confidence",), 1, 1),
        (("skos:notation",), 1, 1),
    ],
)
def test_every_actor_has_kind_territory_source_licence_and_confidence(
    data: Data, props: tuple[str, ...], least: int, most: int
) -> None:
    assert {it: found for it, found in actors(data, *props).items() if not least <= len(found) <= most} == {}


def test_an_actor_lies_in_territories_for_certain_or_somewhere_in_them_never_both(data: Data) -> None:
    certain, uncertain = (
        {it for it, found in actors(data, prop).items() if found} for prop in ("rg:inTerritory", "rg:somewhereIn")
    )
    assert certain & uncertain == set()
    assert uncertain == set(
        data.column("SELECT ?it { ?it rg:actorKind <https://w3id.org/regelgraph/id/actor-kind/agentur> " + REAL + " }")
    )


def test_every_local_agency_belongs_to_a_directorate_and_lies_somewhere_in_its_states(data: Data) -> None:
    org = "<http://www.w3.org/ns/org#subOrganizationOf>"
    areas, above = actors(data, "rg:inTerritory", "rg:somewhereIn"), actors(data, org)
    agencies = {it for it, found in actors(data, "rg:somewhereIn").items() if found}
    directorates = {it for it in above if above[it] == {"actor/bund-ba"}}
    assert len(directorates) == 10
    assert {it for it in above if above[it]} == agencies | directorates
    for agency in agencies:
        (directorate,) = above[agency]
        assert directorate in directorates
        assert areas[agency] == areas[directorate], agency
    assert areas["actor/rd-nord"] == {"territory/01", "territory/02", "territory/13"}


@pytest.mark.parametrize(("actor", "kind", "territory", "de", "en"), ROWS)
def test_hand_picked_actors_are_what_they_are(
    data: Data, actor: str, kind: str, territory: str, de: str, en: str
) -> None:
    it = f"<https://w3id.org/regelgraph/id/actor/{actor}>"
    said = data.rows(
        f"SELECT ?kind ?where ?de ?en {{ {it} rg:actorKind ?kind ; rg:inTerritory ?where ; skos:prefLabel ?de, ?en ; "
        f"skos:notation '{actor}' FILTER (LANG(?de) = 'de' && LANG(?en) = 'en') }}"
    )
    assert said == [(f"actor-kind/{kind}", f"territory/{territory}", de, en)]


def test_the_territories_are_germany_its_states_and_their_districts(data: Data) -> None:
    within = keyed(data, "rg:withinTerritory")
    assert {key for key, above in within.items() if above == "de"} == STATES.keys()
    ended = keyed(data, "rg:validUntil")
    assert ended == {"16056": "2021-06-30"}
    today = Counter(above for key, above in within.items() if above != "de" and key not in ended)
    assert today == {key: count for key, (_, _, count) in STATES.items()}
    assert sum(today.values()) == 294 + 107
    assert len(data.column(f"SELECT ?it {{ ?it a rg:Territory {AREA} }}")) == 1 + 16 + 402


def test_a_key_begins_with_that_of_its_state(data: Data) -> None:
    within, keys = keyed(data, "rg:withinTerritory"), keyed(data, "rg:ags")
    assert {key for key, value in keys.items() if key != value} == set()
    assert within.keys() - keys.keys() == {"hanau"}
    for key in keys.keys() - STATES.keys():
        assert re.fullmatch(r"\d{5}", key)
        assert within[key] == key[:2], key
    assert within["hanau"] == "06"


def test_a_nuts_code_begins_with_that_of_its_state_and_describes_one_territory(data: Data) -> None:
    within, nuts, old = keyed(data, "rg:withinTerritory"), keyed(data, "rg:nuts3"), keyed(data, "rg:nuts3Of2021")
    assert {key: nuts[key] for key in STATES} == {key: code for key, (_, code, _) in STATES.items()}
    for codes in (nuts, old):
        for key in codes.keys() - STATES.keys():
            assert len(codes[key]) == 5
            assert codes[key].startswith(nuts[within[key]]), key
    assert [code for code, count in Counter(nuts.values()).items() if count > 1] == ["DE719"]
    assert old == {key: code for key, (_, code) in RECODED.items()} | {"16056": "DEG0N"}
    assert {key: nuts[key] for key in RECODED} == {key: code for key, (code, _) in RECODED.items()}
    assert "16056" not in nuts


def test_links_out_are_well_formed_and_follow_from_the_codes(data: Data) -> None:
    keys, nuts = keyed(data, "rg:ags"), keyed(data, "rg:nuts3")
    codes, geo = "http://data.europa.eu/nuts/code/", "http://dcat-ap.de/def/politicalGeocoding/"
    links = {
        prop: set(data.rows(f"SELECT ?it ?other {{ ?it a rg:Territory ; skos:{prop} ?other {AREA} }}"))
        for prop in ("exactMatch", "closeMatch")
    }
    changed = {"06435", "16056", "hanau"}
    exact = {(f"territory/{key}", codes + code) for key, code in nuts.items() if key not in changed}
    exact |= {
        (f"territory/{key}", f"{geo}{'state' if key in STATES else 'district'}Key/{key}")
        for key in keys
        if key != "16056"
    }
    close = {(f"territory/{key}", codes + code) for key, (_, code) in RECODED.items()}
    close |= {
        ("territory/06435", f"{codes}DE719"),
        ("territory/16056", f"{codes}DEG0N"),
        ("territory/16056", f"{geo}districtKey/16056"),
        ("territory/de", "country/DEU"),
        ("territory/hanau", f"{codes}DE719"),
        ("territory/hanau", f"{geo}municipalityKey/06435014"),
    }
    assert links == {"exactMatch": exact | {("territory/de", f"{codes}DE")}, "closeMatch": close}


def test_where_a_code_describes_another_area_a_note_says_so(data: Data) -> None:
    noted = set(
        data.column(f"SELECT DISTINCT ?it {{ ?it a rg:Territory ; skos:closeMatch ?other ; skos:note ?note {AREA} }}")
    )
    close = set(data.column(f"SELECT DISTINCT ?it {{ ?it a rg:Territory ; skos:closeMatch ?other {AREA} }}"))
    assert close == noted


def test_hanau_is_a_city_of_its_own_since_2026_and_eisenach_is_none_since_2021(data: Data) -> None:
    assert keyed(data, "rg:validFrom") == {"hanau": "2026-01-01"}
    assert keyed(data, "dct:isReplacedBy") == {"16056": "16063"}
    assert data.rows(f"SELECT ?it ?day {{ ?it a rg:Actor ; rg:validFrom ?day {REAL} }}") == [
        ("actor/de-hanau", "2026-01-01")
    ]
    assert data.rows(f"SELECT ?it ?day {{ ?it a rg:Actor ; rg:validUntil ?day {REAL} }}") == [
        ("actor/de-16056", "2021-06-30")
    ]


def test_every_district_but_eisenach_and_hanau_has_one_kind_of_jobcenter(data: Data) -> None:
    served: dict[str, set[str]] = {}
    for where, kind in data.rows(
        "SELECT ?where ?kind { ?it rg:inTerritory ?where ; rg:actorKind ?kind . ?kind skos:broader "
        "<https://w3id.org/regelgraph/id/actor-kind/jobcenter> " + REAL + " }"
    ):
        served.setdefault(where.removeprefix("territory/"), set()).add(kind)
    districts = {key for key, above in keyed(data, "rg:withinTerritory").items() if above != "de"}
    assert districts - served.keys() == {"16056", "hanau"}
    assert {where for where, kinds in served.items() if len(kinds) > 1} == set()


def test_homepages_are_web_addresses_and_belong_to_one_actor(data: Data) -> None:
    """foaf:homepage is inverse functional: two actors with one homepage would be one actor."""
    pages = Counter(
        value for values in actors(data, "<http://xmlns.com/foaf/0.1/homepage>").values() for value in values
    )
    assert len(pages) > 50
    assert [
        page for page, count in pages.items() if count > 1 or not re.fullmatch(r"https://[a-z0-9.-]+(/\S*)?", page)
    ] == []


@pytest.mark.parametrize("filename", ["actors/districts.ttl", "actors/jobcenters.ttl", "territories.ttl"])
def test_the_attribution_of_destatis_stands_in_what_the_graph_says_of_itself_and_in_sources_page(
    data: Data, filename: str
) -> None:
    attribution = "© Statistisches Bundesamt (Destatis), 2019"
    graph = f"https://w3id.org/regelgraph/graph/data/{filename.removesuffix('.ttl')}"
    ((licence, rights),) = data.rows(f"SELECT ?l ?r {{ <{graph}> dct:license ?l ; dct:rights ?r }}")
    assert licence == CC_BY
    assert "CC-BY-4.0" in rights
    assert attribution in rights
    sources = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    assert attribution in sources
    assert filename.partition("/")[0] in sources


def test_the_attribution_of_destatis_stands_in_every_row_that_rests_on_it(data: Data) -> None:
    resting = {
        it: rights
        for it, rights in data.rows(f"SELECT ?it ?rights {{ ?it a ?type ; dct:rights ?rights {REAL} }} ")
        if it.startswith(("actor/de-", "actor/ge-", "actor/zkt-")) and it != "actor/de-hanau"
    }
    assert len(resting) == 401 + 411
    assert [it for it, rights in resting.items() if DESTATIS not in rights] == []
    licensed = data.column(
        f"SELECT DISTINCT ?it {{ ?it a rg:Actor ; dct:license <{CC_BY}> ; dct:rights ?rights {REAL} }}"
    )
    assert set(licensed) == {it for it in resting if it.startswith("actor/de-")}
    areas = data.column(f"SELECT ?it {{ ?it a rg:Territory ; dct:license <{CC_BY}> ; dct:rights '{DESTATIS}' {AREA} }}")
    assert len(areas) == 401


def test_blocks_stand_in_the_order_of_their_iris() -> None:
    for path in [*sorted((ROOT / "data" / "actors").glob("*.ttl")), ROOT / "data" / "territories.ttl"]:
        subjects = re.findall(r"^((?:actor|territory):\S+) a ", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert subjects
        assert subjects == sorted(subjects), path.name


def test_countries_link_to_the_table_of_the_publications_office(data: Data) -> None:
    table = "http://publications.europa.eu/resource/authority/country/"
    links = {row[0]: row[1] for row in data.rows("SELECT ?it ?other { ?it a rg:Country ; skos:exactMatch ?other }")}
    iso = data.column("SELECT ?it { ?it a rg:Country ; rg:isoNumeric ?number }")
    assert links == {it: table + it.removeprefix("country/") for it in iso} | {"country/XKX": f"{table}1A0"}


def test_every_norm_has_a_page_and_every_union_act_its_eli(data: Data) -> None:
    assert data.column("SELECT ?it { ?it a rg:Norm MINUS { ?it rg:officialPage ?page } }") == []
    acts = {row[0]: row[1] for row in data.rows("SELECT ?it ?page { ?it a rg:Act ; skos:exactMatch ?page }")}
    assert len(acts) == 13
    eli = r"http://data\.europa\.eu/eli/((reg|dir)/\d{4}/\d+|treaty/\w+)/(oj|sign)"
    assert [page for page in acts.values() if not re.fullmatch(eli, page)] == []
