"""Small files in the layouts that publishers use, with places and figures that are all invented."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

from tests.worlds import figures as w

ELS = f"""\
areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes
{w.ENGLAND},England,Nation,Lost umbrellas,2010-01-01/P1Y,12.5,Percentage,%,12.1,12.9,,
{w.CASTERBRIDGE},"Casterbridge, City of",Local Authority District,Lost umbrellas,2010-01-01/P1Y,13,Percentage,%,11,15,p,
{w.COKETOWN_2013},Coketown,Local Authority District,Lost umbrellas,2010-01-01/P1Y,,Percentage,%,,,x,
{w.BARCHESTER},Barchester,Local Authority District,Lost umbrellas,2010-01-01/P1Y,9,Percentage,%,,,Of two together,
W06000901,Llareggub,Local Authority District,Lost umbrellas,2010-01-01/P1Y,8,Percentage,%,,,,
{w.ENGLAND},England,Nation,Found umbrellas,2010-01-01/P1Y,2.5,Percentage,%,,,,
"""
FINGERTIPS = f"""\
Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,\
Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,\
Value note,Recent Trend,Time period Sortable
901,Bitten by geese,,,{w.ENGLAND},England,England,Persons,All ages,,,2009/10,20.5,20.1,20.9,20,21,410,2000,,,20090000
901,Bitten by geese,,,{w.CASTERBRIDGE},Casterbridge,UA,Persons,All ages,,,2009/10,25,22,28,21,29,25,100,,,20090000
901,Bitten by geese,,,{w.CASTERBRIDGE},Casterbridge,UA,Persons,All ages,District deprivation,Most deprived fifth,\
2009/10,35,30,40,29,41,7,20,,,20090000
901,Bitten by geese,,,{w.CASTERBRIDGE},Casterbridge,UA,Female,All ages,,,2009/10,26,22,30,21,31,13,50,,,20090000
901,Bitten by geese,,,{w.BARCHESTER},Barchester,District,Persons,All ages,,,2009/10,,,,,,,,\
Value suppressed for disclosure control due to small count,,20090000
901,Bitten by geese,,,{w.SILVERBRIDGE},Silverbridge,District,Persons,All ages,,,2009/10,,,,,,,,,,20090000
901,Bitten by geese,,,E05000901,Hiram's Hospital,Ward,Persons,All ages,,,2009/10,3,1,5,0,6,1,30,,,20090000
"""
TRIMMED = f"""\
area_code,area_name,period,value,indicator,unit,compared_to_England,inequality,measure
{w.CASTERBRIDGE},Casterbridge,2009/10,25,Bitten by geese,Persons,Worse,NA,Percentage
{w.CASTERBRIDGE},Casterbridge,2009/10,31,Bitten by geese,Persons,Worse,Most deprived quintile,Percentage
{w.BARCHESTER},Barchester,2009/10,NA,Bitten by geese,Persons,Not compared,NA,Percentage
"""
BY_NAME = f"""\
Year,Series,Disposal method,Region,Waste collection authority,Units,Observation status,GeoCode,Value
2009/10,Old hats thrown away,Burnt,Wessex,,Percentage (%),Normal value,{w.WESSEX},40
2009/10,Old hats thrown away,Burnt,Wessex,Casterbridge UA,Percentage (%),Normal value,{w.WESSEX},41.5
2009/10,Old hats thrown away,Burnt,Loamland,Coketown MBC,Percentage (%),Provisional value,{w.LOAMLAND},42
2009/10,Old hats thrown away,Burnt,Loamland,Five Towns Hat Authority,Percentage (%),Normal value,{w.LOAMLAND},43
2009/10,Old hats thrown away,Burnt,,,Percentage (%),Normal value,,44
2009/10,Old hats thrown away,Buried,Wessex,CASTERBRIDGE,Percentage (%),Normal value,{w.WESSEX},58.5
"""
WIDE = f"""\
Year,local-authority-code,Railway Smoke:kt soot,"Smoke per Head, All:kg"
2009,{w.CASTERBRIDGE},178.9,1.5
2009,CKT,201.2,1.9
2010,{w.CASTERBRIDGE},,1.4
"""
LG_INFORM = f"""\
Bandstands in good repair (from a report)
Source: The Office of Inventions

Area,Area code,2008/09,2009/10,to Feb 11,Smarch 2010
Casterbridge,{w.CASTERBRIDGE},12.3%,"1,234",n/a,1
Coketown,{w.COKETOWN_2013},<5,55.7 (for 2009),4.1%94,1
Barchester City Council,,7,8,,1

Footnote: figures may not add up.
"""
COMMITTEE = """\
Report to the Cabinet of Casterbridge

Indicator,Baseline,Target 08/09,09/10,10/11,Actual 10/11,Status,Lead,Comment
NI 901 Lost pupils,12.3%,"£1,234",TBC,None set,55.7 (for 2009),Green,Mayor,Going well
NI 902 Clockmakers,n/a,tba,<5,#,48.5% (TBC by CSD),Amber,Clerk,"A comment, with a comma"
NI 903 Bandstands,*,#DIV/0!,4.1%94,reduce by 10%,"1,234 (p)",Red,,

* set by the county
"""
TIDY = f"""\
area_code,period,value,lower,upper,status,note
{w.CASTERBRIDGE},2010-04-01/P1Y,25.0,22.0,28.0,p,
{w.COKETOWN},2010-04-01/P1Y,27.0,24.0,30.0,,"a note, quoted"
"""
SHEETS = {
    "Cover": [["Fuel for clockwork"], [], ["What this workbook is about"], ["Contact", "the Office of Inventions"]],
    "Local Authority": [
        ["Clockwork in Local Authorities", "", "", "", ""],
        ["", "", "", "", ""],
        ["LA Code", "LA Name", "Region", "Households", ""],
        ["", "", "", "All", "Per cent wound up"],
        ["00XA", "Casterbridge", "Wessex", 4782, 0.025],
        ["00XB", "Coketown", "Loamland", 67697, "n/a"],
        ["00XZ", "Nowhere", "Loamland", 1200, 0.5],
        ["", "", "", "", ""],
        ["1 Note: households of 2011", "", "", "", ""],
    ],
    "County": [
        ["Clockwork in Counties", "", ""],
        ["County", 2009, 2010],
        ["Barsetshire", 12, 13.5],
        ["Loamshire", 14, 15],
    ],
}
CSV = {
    "els": ELS, "fingertips": FINGERTIPS, "by_name": BY_NAME, "wide": WIDE, "lg_inform": LG_INFORM,
    "committee": COMMITTEE, "tidy": TIDY,
}  # fmt: skip


class PerCent(float):
    """A figure that a workbook shows in per cent: 0.485 for 48.5%."""


def write_xlsx(path: Path, sheets: dict[str, list[list]]) -> Path:
    """A workbook of numbers, percentages, dates, truths and texts. Blank texts are no cells."""
    with xlsxwriter.Workbook(str(path)) as book:
        per_cent, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "d mmm yyyy"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    style = per_cent if isinstance(value, PerCent) else day if isinstance(value, date) else None
                    if value != "":
                        page.write(number, place, value, style)
    return path


def write_xls(path: Path, sheets: dict[str, list[list]], change: Callable[[xlwt.Workbook], object] = bool) -> Path:
    """The same as programs before 2007 kept it. `change` is done to it before it is saved."""
    book = xlwt.Workbook()
    per_cent, day = xlwt.easyxf(num_format_str="0.0%"), xlwt.easyxf(num_format_str="d mmm yyyy")
    for name, rows in sheets.items():
        page = book.add_sheet(name)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                style = (
                    per_cent
                    if isinstance(value, PerCent)
                    else day
                    if isinstance(value, date)
                    else xlwt.Style.default_style
                )
                if value != "":
                    page.write(number, place, value, style)
    change(book)
    book.save(str(path))
    return path


BLANK = "<table:table-cell/>"
TO_THE_EDGE = '<table:table-cell table:number-columns-repeated="16000"/>'


def write_ods(path: Path, sheets: dict[str, list[list]]) -> Path:
    """The same as an OpenDocument spreadsheet, with blank cells to the edge and the end of each sheet, as is usual."""

    def cell(value) -> str:
        if isinstance(value, str):
            text = f"<text:p>{escape(value)}</text:p>"
            return f'<table:table-cell office:value-type="string">{text}</table:table-cell>' if value else BLANK
        if isinstance(value, bool):
            return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(value).lower()}"/>'
        if isinstance(value, date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
        if isinstance(value, PerCent):
            return f'<table:table-cell office:value-type="percentage" office:value="{value + 0.0}"/>'
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'

    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{''.join(map(cell, row))}{TO_THE_EDGE}</table:table-row>" for row in rows)
        + f'<table:table-row table:number-rows-repeated="{1_048_576 - len(rows)}">{TO_THE_EDGE}</table:table-row>'
        + "</table:table>"
        for name, rows in sheets.items()
    )
    schemas = "".join(
        f' xmlns:{word}="urn:oasis:names:tc:opendocument:xmlns:{word}:1.0"' for word in ("office", "table", "text")
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", kind)
        book.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
        book.writestr(
            "content.xml",
            f"<office:document-content{schemas}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path
