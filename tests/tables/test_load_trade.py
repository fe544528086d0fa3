"""Tables of trade as people write them: every fault names its place, its value and a way out."""

from __future__ import annotations

import pytest

from reshore.tables.load import load
from reshore.tables.save import save
from reshore.tables.template import write_workbook

COUNTRIES = "country,name\nMEX,Mexico\nUSA,United States\nCHN,China\nDEU,Germany\nFRA,France\n"
SITES = (
    "site,country,latitude,longitude,bonded\ngdl,MEX,20.67,-103.35,immex\nhou,USA,29.76,-95.37,\n"
    "szx,CHN,22.5,114.1,\n"
)
PRODUCTS = (
    "product,family,value,mass,hs_code,followed\nrack,server,3000000,1360,847150,yes\n"
    "tray,server,100000,40,847330,\ngpu,chip,30000,2,854231,yes\n"
)
BOMS = "product,component,quantity\nrack,tray,18\ntray,gpu,4\n"
SUPPLIES = "site,product,unit_cost,labels\nszx,gpu,25000,burnt-in audited\n"
LANES = (
    "origin,destination,mode\ngdl,us-west,road\nhou,us-west,road\nszx,gdl,road\nszx,hou,road\ngdl,hou,road\n"
)
DEMANDS = (
    "market,product,segment,quantity,period\nus-west,rack,commercial,1000,\nus-west,rack,sovereign,10,2026\n"
)
RIGHT = {
    "countries": COUNTRIES,
    "sites": SITES,
    "products": PRODUCTS,
    "boms": BOMS,
    "supplies": SUPPLIES,
    "lanes": LANES,
    "demands": DEMANDS,
    "processes": (
        "site,product,origin,labels,repack\ngdl,tray,gpu,,\ngdl,rack,site,gpu-made tray:audited,\n"
        "hou,rack,tray,EU-L10,\nhou,tray,gpu,gpu:audited,\n"
    ),
    "stocks": "site,product,opening,provenance\ngdl,rack,5,MEX / CHN / USMCA\nhou,tray,5,\n",
    "blocs": (
        "bloc,country,kind,from,to\nUSMCA-area,MEX,agreement,,\nUSMCA-area,USA,agreement,,\n"
        "EU,DEU,customs_union,,\nEU,FRA,customs_union,,\ncovered,CHN,list,2025-01-01,\n"
    ),
    "agreements": (
        "agreement,members,hs,basis,threshold,digits,rate,drawback\n"
        "USMCA,USMCA-area,8471,deemed,,,0,lesser\nUSMCA,USMCA-area,,rvc,0.6,,,lesser\n"
    ),
    "duties": (
        "layer,kind,importer,origin,exporter,hs,segment,ad_valorem,per_kg,from,to,combine,exempt,excludes,drawback\n"
        "mfn,base,USA,,,8473,,0.01,,,,,,,full\n"
        "s301,additional,USA,CHN,,8473,,0.25,,2025-01-01,,,,,none\n"
        "s301,additional,USA,covered,,85,,0.5,,2025-01-01,,,,,none\n"
        "ieepa,additional,USA,MEX,,,,0.25,,2025-03-04,,max,USMCA,,lesser\n"
        "s232,additional,USA,,,85,sovereign,0,1.5,2026-01-01,,max,,ieepa,\n"
        "mfn,base,EU,,,,,0.02,,,,,,,\n"
    ),
    "customs_values": "product,seller,importer,period,value\ngpu,szx,MEX,2026,21000\ntray,,USA,,90000\n",
    "rules": (
        "rule,activity,measure,where,sense,limit,of,price\n"
        "no-gpu,ship,units,\"product = 'gpu' and array_contains(destination_blocs, 'covered')\",<=,0,,\n"
        "made-near,use,value,\"component = 'gpu' and not array_contains(labels, 'audited')\",<=,0.5,"
        "true,100\n"
        "content,serve,units,\"segment = 'sovereign' and array_contains(processed_blocs, 'USMCA-area')\",>=,"
        "0.9,"
        "segment = 'sovereign',\n"
        "duties,ship,cost,,<=,1000000,,\n"
    ),
    "series": (
        "table,key,column,period,value\nduties,s301/USA/CHN//8473//2025-01-01,ad_valorem,2026,0.5\n"
        "duties,mfn/EU/////,per_kg,2026,0.1\n"
    ),
}


def test_right_tables_are_read(folder):
    """Layers, agreements, blocs, labels and rules on them, together."""
    model = load(folder(RIGHT))
    assert model["duties"].height == 6
    assert model["agreements"]["digits"].to_list() == [4, 4]


def test_right_tables_have_no_warnings(folder):
    """Nothing of it is odd."""
    from reshore.tables import cross

    model = load(folder(RIGHT))
    assert cross.warnings(model.frames, model.settings, lambda *place: str(place)) == []


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_right_tables_come_back(folder, tmp_path, form):
    """Codes keep their digits, days and empty cells stay, and the keys of `series` still find their rows."""
    model = load(folder(RIGHT))
    if form == "xlsx":
        write_workbook(tmp_path / "again.xlsx", model.frames)
        again = load(tmp_path / "again.xlsx")
    else:
        save(model, tmp_path / "again", format=form)
        again = load(tmp_path / "again")
    for table in ("blocs", "duties", "agreements", "customs_values", "processes", "stocks", "series"):
        assert again[table].equals(model[table])


def test_wrong_tables_are_told_at_once(folder, faults):
    """What people get wrong: codes of countries, layers, agreements, labels, keys and lists in conditions."""
    wrong = RIGHT | {
        "processes": (
            "site,product,origin,labels,repack\ngdl,tray,gpus,,\ngdl,rack,site,USMCA tray:audited,\n"
            "hou,rack,tray,gpu:tested,\nhou,tray,,,yes\n"
        ),
        "stocks": (
            "site,product,opening,provenance\ngdl,rack,5,MEX / CHINA / USMCA\nhou,gpu,5,\nhou,tray,1,CHN\n"
        ),
        "blocs": (
            "bloc,country,kind,from,to\nUSMCA-area,MEX,agreement,,\nUSMCA-area,USA,,,\n"
            "EU,DEU,customs_union,,\nEU,FRA,customs_union,,\nFRA,FRA,customs_union,,\nG2,DEU,,,\n"
        ),
        "agreements": (
            "agreement,members,hs,basis,threshold\nUSMCA,USMCA-area,8471,deemed,\nUSMCA,USMCA-area,,,\n"
        ),
        "duties": (
            "layer,kind,importer,origin,exporter,hs,segment,ad_valorem,from,combine,excludes\n"
            "mfn,base,EU,,,8473,,0.01,,,\n"
            "mfn,,G2,,,8473,,0.02,,,\n"
            "s301,,USA,CHN,,8473,,0.25,2025-01-01,,s301\n"
            "s301,,USA,CHN,,8473,,0.5,2026-01-01,max,\n"
        ),
        "rules": "rule,activity,measure,where,limit\nr,serve,cost,\"labels = 'tested'\",1\n",
        "series": "table,key,column,period,value\nduties,s301/China,ad_valorem,2026,0.5\n",
    }
    assert faults(folder(wrong)) == [
        "model/series.csv:2:key: duties has no row 's301/China'; a key is "
        "layer/importer/origin/exporter/hs/segment/from, such as 'mfn/EU///8473//'",
        "model/blocs.csv:3:kind: bloc 'USMCA-area' has kind 'list' here and 'agreement' in an "
        "earlier row; write one kind for all rows of the bloc",
        "model/duties.csv:3:kind: layer 'mfn' has kind 'additional' here and 'base' in an earlier "
        "row; write one kind for all rows of the layer",
        "model/duties.csv:5:combine: layer 's301' has combine 'max' here and 'add' in an earlier "
        "row; write one combine for all rows of the layer",
        "model/blocs.csv:6:bloc: 'FRA' is the code of a country, too; give the bloc another name",
        "model/blocs.csv:6:country: 'FRA' is in customs unions 'EU' and 'FRA' on the same days; a "
        "country is in one customs union at most: end one with `to`, or write another kind",
        "model/duties.csv:5:from: layer 's301' has another row for the same goods and countries on "
        "the same days; let one end with `to` on the day the other begins",
        "model/duties.csv:3:importer: layer 'mfn' has another row as specific as this one: 'DEU' is "
        "in importer 'G2' and in its 'EU' on the same days; let the blocs have no common member, or "
        "write two layers if both are charged",
        "model/duties.csv:4:excludes: layer 's301' excludes itself; name the layer that is not "
        "charged where this row applies, or leave it empty",
        "model/agreements.csv:3:threshold: threshold is empty, and agreement 'USMCA' asks for "
        "regional value content; write the least share (0.6 is 60 %), or another basis",
        "model/processes.csv:2:origin: origin 'gpus' is not a component of 'tray'; did you mean 'gpu'?",
        "model/processes.csv:5:origin: process 'hou:tray:base' repacks, and origin does not name "
        "what; name the component that is repacked, or write repack no",
        "model/stocks.csv:2:provenance: provenance 'MEX / CHINA / USMCA': 'CHINA' is not in "
        "countries; did you mean 'CHN'?",
        "model/stocks.csv:3:provenance: provenance is empty, and the provenance of 'gpu' is told "
        "apart; write CHN / CHN / tested other",
        "model/stocks.csv:4:provenance: provenance 'CHN' has one part; write CHN / CHN / tested other",
        "model/processes.csv:3:labels: label 'USMCA' is that of an agreement; goods get it where "
        "they qualify under its row in agreements; give yours another name",
        "model/processes.csv:4:labels: label 'gpu:tested': 'gpu' is not a component of 'rack'; "
        "components are: tray",
        "model/rules.csv:2:measure: measure 'cost' can't count activity 'serve'; it counts: make, "
        "buy, use, ship, short, open, build",
        "model/rules.csv:2:where: condition labels = 'tested': labels is a list; write "
        "array_contains(labels, 'value')",
    ]


def test_names_that_are_nowhere_are_told_with_those_that_are_near(folder, faults):
    """Countries, blocs, layers, agreements and sellers that tables of trade refer to."""
    wrong = RIGHT | {
        "series": None,
        "rules": None,
        "agreements": "agreement,members,basis\nUSMCA,USMCA,deemed\n",
        "duties": (
            "layer,kind,importer,origin,exporter,hs,ad_valorem,exempt,excludes\n"
            "mfn,base,US,China,,8473,0.01,,\ns301,,USA,covred,EUU,84.73,0.25,USMC,s302\n"
        ),
        "customs_values": "product,seller,importer,period,value\ngpu,Foxconn,MX,2026,21000\n",
    }
    assert faults(folder(wrong)) == [
        "model/duties.csv:2:importer: importer 'US' is not in countries or blocs; did you mean 'USA'?",
        "model/duties.csv:2:origin: origin 'China' is not in countries or blocs",
        "model/duties.csv:3:origin: origin 'covred' is not in countries or blocs; did you mean 'covered'?",
        "model/duties.csv:3:exporter: exporter 'EUU' is not in countries or blocs; did you mean 'EU'?",
        "model/duties.csv:3:hs: hs '84.73' is not of the form [0-9]{2,10} (Harmonised System prefix; "
        "empty = all goods)",
        "model/duties.csv:3:exempt: exempt 'USMC' is not in agreements; did you mean 'USMCA'?",
        "model/duties.csv:3:excludes: excludes 's302' is not in duties; did you mean 's301'?",
        "model/agreements.csv:2:members: members 'USMCA' is not in blocs; did you mean 'USMCA-area'?",
        "model/customs_values.csv:2:seller: seller 'Foxconn' is not in sites",
        "model/customs_values.csv:2:importer: importer 'MX' is not in countries; did you mean 'MEX'?",
    ]
