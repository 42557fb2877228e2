"""One invented item in each format of agencies and databases, and what a reader must find in it."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass

FIRST = "The harbour ferry Marigold ran aground off Osterhavn at dawn on Tuesday, and all forty passengers were brought ashore."
SECOND = "The owners said the tide had been lower than the tables promised."
NARRATION = f"<p>{FIRST}</p><p>{SECOND}</p>"


@dataclass(frozen=True)
class Sample:
    data: bytes
    agency: str | None = "AFP"
    published: str | None = "2031-03-04T10:05:00+00:00"
    title: str | None = "Ferry runs aground off Osterhavn"
    facts: tuple[tuple[str, object], ...] = ()


def xml(text: str) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + text).encode()


G2 = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2031-03-04T10:06:00Z</sent><sender>afp.com</sender></header><itemSet>
<packageItem guid="p"/><newsItem guid="urn:x:ferry" version="2" xml:lang="en-GB"><rightsInfo><copyrightHolder literal="AFP"/></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="afp.com"/><versionCreated>2031-03-04T10:05:00Z</versionCreated>
<firstCreated>2031-03-04T09:00:00Z</firstCreated><embargoed>2031-03-04T12:00:00Z</embargoed><pubStatus qcode="stat:usable"/><edNote>Adds owners</edNote><signal qcode="sig:correction"/></itemMeta>
<contentMeta><infoSource role="cRole:origProv" literal="AFP"/><slugline>FERRY</slugline><headline>Ferry runs aground off Osterhavn</headline><by>By Ada Quill</by>
<dateline>OSTERHAVN, March 4 (AFP) -</dateline><creditline>AFP</creditline></contentMeta><contentSet>%s</contentSet></newsItem></itemSet></newsMessage>"""
XHTML = f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>{NARRATION}</body></html></inlineXML>'
NITF_INSIDE = f'<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.content><block>{NARRATION}</block></body.content></body></nitf></inlineXML>'
CDATA = f'<inlineData contenttype="text/html"><![CDATA[{NARRATION}]]></inlineData>'
ESCAPED = f'<inlineData contenttype="text/html">{NARRATION.replace("<", "&lt;")}</inlineData>'

NEWSML1 = f"""<NewsML Version="1.2"><NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>afp.com</ProviderId><DateId>20310304</DateId>
<NewsItemId>TX-1</NewsItemId><RevisionId PreviousRevision="1" Update="U">2</RevisionId><PublicIdentifier>urn:newsml:x:TX-1:2</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20310304T090000+0000</FirstCreated><ThisRevisionCreated>20310304T100500+0000</ThisRevisionCreated><Status FormalName="Usable"/></NewsManagement>
<NewsComponent><NewsLines><DateLine>OSTERHAVN, March 4, 2031 (AFP) -</DateLine><HeadLine>Ferry runs aground off Osterhavn</HeadLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="AFP"/></Provider></AdministrativeMetadata><ContentItem><DataContent><nitf><body><body.content>{NARRATION}<p>aq/bc</p></body.content></body></nitf></DataContent></ContentItem>
<NewsComponent Duid="photo0"><NewsLines><HeadLine>A picture of a gull</HeadLine><ByLine>Somebody Else</ByLine></NewsLines><NewsComponent><Role FormalName="Caption"/><ContentItem><MediaType FormalName="Text"/><DataContent><p>A gull.</p></DataContent></ContentItem></NewsComponent>
<NewsComponent><Role FormalName="Quicklook"/><ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent></NewsComponent></NewsComponent></NewsItem></NewsML>"""

NITF = f"""<nitf%s><head><title>FERRY</title><docdata management-status="usable"><doc-id regsrc="AFP" id-string="AFP.1"/><date.issue norm="20310304T100500Z"/>
<date.release norm="20310304T120000Z"/><ed-msg info="Adds owners"/><doc.copyright holder="Agence France Presse" year="2031"/></docdata></head>
<body><body.head><hedline><hl1>Ferry runs aground off Osterhavn</hl1></hedline><byline>By Ada Quill<byttl>AFP</byttl></byline><dateline><location>OSTERHAVN</location></dateline></body.head>
<body.content><p>OSTERHAVN (AFP) - {FIRST}</p><p>{SECOND}</p><table><tr><td>Ferries</td><td>3</td><td>2</td></tr></table></body.content></body></nitf>"""

ANPA = (
    "\x16\x16\x01W0001\x1fasian\nr a\x13\x11 BC-EU--Ferry 1stLd-Writethru   03-04 0300\n\x02^BC-EU--Ferry, 1st Ld-Writethru,300<\n"
    "^Ferry runs aground off Osterhavn<\n^AP Photo ABC101<\n^Eds: Adds owners.<\n^By ADA QUILL=\n^Associated Press=\n"
    f"\t   OSTERHAVN, Norway (AP) _ {FIRST}\n \n\t   ``{SECOND}''\n \n\t   ^\x03AP-WF-03-04-31 1005GMT<\n\n\x0c\n\x04"
)
IPTC = (
    "\x01eca0001 4 i 120  dpa 0001\r\n\r\nFerry/Osterhavn/\r\n\x021ST LEAD\nFerry runs aground off Osterhavn\nBy Ada Quill, dpa =\r\n\r\n"
    "Osterhavn (dpa) - The harbour ferry Marigold ran aground off Osterhavn\r\nat dawn on Tuesday, and all forty passengers were brought ashore.\r\n\r\n"
    f"{SECOND}\r\n\r\n# Notebook\r\n\r\n## Note to editors\r\n- adds owners\r\n\r\n* * * *\r\nThe following information is not intended for publication\r\n\r\n"
    "- Editing by: A Person, +49 30 1\r\n\r\ndpa aq bc\r\n\r\n\x03041005 GMT Mar 31\r\n\x7f\x04"
)
NINJS1 = {
    "uri": "urn:x:ferry", "type": "text", "version": "2", "versioncreated": "2031-03-04T10:05:00Z", "pubstatus": "usable", "embargoed": "2031-03-04T12:00:00Z",
    "headline": "Ferry runs aground off Osterhavn", "byline": "By Ada Quill", "infosource": [{"name": "AFP"}], "body_html": NARRATION, "language": "en", "ednote": "Adds owners",
}  # fmt: skip
NINJS3 = {
    "standard": {"name": "ninjs", "version": "3.1"}, "uri": "urn:x:ferry", "type": "text", "version": "2", "versionCreated": "2031-03-04T10:05:00Z", "pubStatus": "usable",
    "headlines": [{"role": "short", "value": "Ferry"}, {"role": "main", "value": "Ferry runs aground off Osterhavn"}], "by": "By Ada Quill",
    "infoSources": [{"name": "AFP", "role": "http://cv.iptc.org/newscodes/contentprodpartyrole/source"}],
    "bodies": [{"role": "main", "contentType": "text/html", "value": NARRATION}], "language": "en", "edNote": "Adds owners", "embargoedUntil": "2031-03-04T12:00:00Z",
}  # fmt: skip
AP = {"data": {"item": {
    "altids": {"itemid": "abc", "etag": "abc_1"}, "version": 2, "type": "text", "versioncreated": "2031-03-04T10:05:00Z", "firstcreated": "2031-03-04T09:00:00Z", "pubstatus": "usable",
    "headline": "Ferry runs aground off Osterhavn", "bylines": [{"by": "By ADA QUILL", "title": "Associated Press"}], "provider": "AP", "infosource": [{"name": "AP"}], "language": "en",
}}, "nitf": {"body_html": NARRATION}}  # fmt: skip
DIGITALWIRES = {
    "format": "digitalwires@1", "type": "composite", "urn": "urn:newsml:dpa.com:1", "version_created": "2031-03-04T11:05:00+01:00", "version": 2, "pubstatus": "usable", "signal": "sig:correction",
    "language": "en", "headline": "Ferry runs aground off Osterhavn", "byline": "By Ada Quill, dpa", "dateline": "Osterhavn (dpa) - ", "creditline": "dpa", "embargoed": "2031-03-04T12:00:00+01:00",
    "article_html": f'<section class="main">{NARRATION}</section>', "ednotes": [{"role": "dpaednoterole:closingline", "ednote": "dpa aq bc"}],
}  # fmt: skip
RSS = f"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>AFP</title><link>https://www.afp.com/</link>
<language>en</language><item><title>Ferry runs aground off Osterhavn</title><guid>g1</guid><link>https://www.afp.com/1</link><pubDate>Tue, 04 Mar 2031 10:05:00 GMT</pubDate><dc:creator>Ada Quill</dc:creator>
<content:encoded><![CDATA[{NARRATION}]]></content:encoded></item></channel></rss>"""
PAGE = f"""<html lang="en"><head><title>Ferry runs aground off Osterhavn</title><meta property="og:title" content="Ferry runs aground off Osterhavn">
<meta property="article:published_time" content="2031-03-04T10:05:00+00:00"></head><body><article><h1>Ferry runs aground off Osterhavn</h1>{NARRATION}</article></body></html>"""


def warc(page: str, kind: str = "text/html") -> bytes:
    inner = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n{page}".encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: https://news.example/1\r\nWARC-Date: 2031-03-05T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(inner)}\r\n\r\n"
    return head.encode() + inner + b"\r\n\r\n"


NEXIS_UNI = f"""Ferry runs aground off Osterhavn
Agence France Presse -- English
March 4, 2031 Tuesday 10:05 AM GMT
Copyright 2031 Agence France Presse All Rights Reserved
Length: 40 words
Byline: Ada Quill
Dateline: OSTERHAVN, March 4 2031
Body

{FIRST}

{SECOND}

Load-Date: March 5, 2031

End of Document
"""
NEXIS_OLD = f"""                               1 of 2 DOCUMENTS


                        Agence France Presse -- English

                         March 4, 2031 Tuesday 10:05 AM GMT

Ferry runs aground off Osterhavn

BYLINE: Ada Quill

LENGTH: 40 words

DATELINE: OSTERHAVN, March 4 2031

{FIRST}

   {SECOND}

LOAD-DATE: March 5, 2031

LANGUAGE: ENGLISH

                      Copyright 2031 Agence France Presse


                               2 of 2 DOCUMENTS


                        The Village Post

                         March 5, 2031 Wednesday

Bridge reopens

BYLINE: Bo Reed

LENGTH: 10 words

The bridge at Lower Osterhavn was opened again.

LOAD-DATE: March 6, 2031
"""
FACTIVA = f"""HD  Ferry runs aground off Osterhavn
BY  Ada Quill
CR  AFP
WC  40 words
PD  4 March 2031
ET  10:05
SN  Agence France Presse
SC  AFPR
LA  English
CY  Copyright 2031 Agence France-Presse
LP
{FIRST}
TD
{SECOND}
AN  Document AFPR000020310304en340000x
"""
PROQUEST = f"""____________________________________________________________

Document 1 of 1

Ferry runs aground off Osterhavn

Author: Ada Quill

Publication info: The Village Post ; Osterhavn [Osterhavn]. 04 Mar 2031: A.1.

Full text: {FIRST}

{SECOND}

Title: Ferry runs aground off Osterhavn

Publication title: The Village Post

Publication date: Mar 4, 2031

ProQuest document ID: 12345

Language of publication: English

____________________________________________________________
"""
WISO = f"""Osterhavner Bote vom 04.03.2031, Seite 3
Ferry runs aground off Osterhavn

{FIRST}

{SECOND}

Quelle: Osterhavner Bote vom 04.03.2031, S. 3
Ressort: Hafen
Dokumentnummer: obo20310304
Dauerhafte Adresse des Dokuments: https://www.wiso-net.de/document/OBO__20310304
Alle Rechte vorbehalten: (c) Osterhavner Bote
© GBI-Genios Deutsche Wirtschaftsdatenbank GmbH
"""
RTF = "{\\rtf1\\ansi " + NEXIS_UNI.replace("\n", "\\par\n") + "}"


def docx(text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
        file.writestr(
            "word/document.xml", f'<w:document xmlns:w="w"><w:body>{paragraphs}</w:body></w:document>'
        )
    return stream.getvalue()


RECORDS = f"""<RBNews><NewsID>n1</NewsID><PublishDate>2031-03-04T10:05:00Z</PublishDate><headline>Ferry runs aground off Osterhavn</headline><origin>/ritzau/</origin>
<version>1</version><Author>Ada Quill</Author><content>{NARRATION.replace("<", "&lt;")}</content></RBNews>"""
RCV1 = f"""<newsitem itemid="99" id="root" date="1996-10-21" xml:lang="en"><title>NORWAY: Ferry runs aground off Osterhavn</title><headline>Ferry runs aground off Osterhavn</headline><dateline>OSTERHAVN 1996-10-21</dateline>
<text>{NARRATION}</text><copyright>(c) Reuters Limited 1996</copyright></newsitem>"""
REUTERS = f"""<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" CGISPLIT="TRAINING-SET" OLDID="1" NEWID="7">
<DATE> 4-MAR-1987 15:01:01.79</DATE>
<UNKNOWN>&#5;&#5;&#5;C T &#22;&#22;&#1;f0704&#31;reute</UNKNOWN>
<TEXT>&#2;<TITLE>Ferry runs aground off Osterhavn</TITLE><DATELINE>    OSTERHAVN, March 4 - </DATELINE><BODY>{FIRST[:60]}
{FIRST[60:].strip()}
    {SECOND}
 Reuter
&#3;</BODY></TEXT></REUTERS>"""
GIGAWORD = f"""<DOC id="AFP_ENG_20090304.0001" type="story" >
<HEADLINE>
Ferry runs aground off Osterhavn
</HEADLINE>
<DATELINE>
OSTERHAVN, March 4, 2009 (AFP)
</DATELINE>
<TEXT>
<P>
{FIRST}
</P>
<P>
{SECOND} Smith & Sons said no more.
</P>
</TEXT>
</DOC>
<DOC id="AFP_ENG_20090304.0002" type="advis" >
<TEXT>
<P>
Editors: the ferry item will be updated.
</P>
</TEXT>
</DOC>"""

CORRECTED = (("status", "corrected"), ("version", "2"))
SAMPLES = {
    "newsmlg2": Sample(xml(G2 % XHTML), facts=(*CORRECTED, ("byline", "By Ada Quill"), ("language", "en"))),
    "newsml1": Sample(xml(NEWSML1), facts=(("byline", None), ("id", "urn:newsml:x:TX-1:2"))),
    "nitf": Sample(xml(NITF % ""), facts=(("byline", "By Ada Quill, AFP"),)),
    "rcv1": Sample(xml(RCV1), "Reuters", "1996-10-21"),
    "reuters21578": Sample(REUTERS.encode("latin-1"), "Reuters", "1987-03-04T15:01:01"),
    "gigaword": Sample(GIGAWORD.encode(), "AFP", "2009-03-04"),
    "digitalwires": Sample(
        json.dumps(DIGITALWIRES).encode(), "dpa", "2031-03-04T11:05:00+01:00", facts=CORRECTED
    ),
    "ap": Sample(json.dumps(AP).encode(), "AP", facts=(("byline", "By ADA QUILL, Associated Press"),)),
    "ninjs": Sample(json.dumps(NINJS3).encode(), facts=(("byline", "By Ada Quill"), ("version", "2"))),
    "anpa": Sample(ANPA.encode("latin-1"), "AP", facts=(("byline", "By ADA QUILL, Associated Press"),)),
    "iptc7901": Sample(
        IPTC.encode("latin-1"), "dpa", facts=(("version", "1ST LEAD"), ("byline", "By Ada Quill, dpa"))
    ),
    "feed": Sample(xml(RSS), "AFP", facts=(("outlet", "AFP"),)),
    "warc": Sample(warc(PAGE), None, facts=(("url", "https://news.example/1"),)),
    "mail": Sample(
        f"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://news.example/1\r\nSubject: Ferry\r\nMIME-Version: 1.0\r\n"
        f"Date: Wed, 5 Mar 2031 09:00:00 -0000\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}".encode(),
        None,
        facts=(("url", "https://news.example/1"),),
    ),
    "nexis": Sample(
        NEXIS_UNI.encode(),
        "AFP",
        facts=(("outlet", "Agence France Presse -- English"), ("byline", "Ada Quill")),
    ),
    "factiva": Sample(FACTIVA.encode(), "AFP", "2031-03-04T10:05:00", facts=(("credit", "AFP"),)),
    "proquest": Sample(
        PROQUEST.encode(), None, "2031-03-04", facts=(("outlet", "The Village Post"), ("id", "12345"))
    ),
    "wiso": Sample(
        WISO.encode(), None, "2031-03-04", facts=(("outlet", "Osterhavner Bote"), ("id", "obo20310304"))
    ),
    "rtf": Sample(RTF.encode(), "AFP"),
    "docx": Sample(docx(NEXIS_UNI), "AFP"),
    "records": Sample(xml(RECORDS), "Ritzau", facts=(("byline", "Ada Quill"),)),
}
