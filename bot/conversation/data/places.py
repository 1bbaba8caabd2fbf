"""Places: a place alone identifies nobody, and must not be taken for a name.

Norwegian municipalities and counties, places of region vest, countries and well-known cities. Many
Norwegian surnames are farm names: `names` still sees "Solfrid Fjell", because the given name tells.
"""

from __future__ import annotations

_MUNICIPALITIES = """
agdenes alstahaug alta alvdal alver andebu andøy aremark arendal asker askim askvoll askøy audnedal aukra
aure aurland aurskog høland austevoll austrheim averøy balestrand ballangen balsfjord bamble bardu beiarn
bergen berg berlevåg bindal birkenes bjarkøy bjerkreim bjugn bodø bokn bremanger brønnøy bygland bykle bærum
bø bømlo båtsfjord drammen drangedal dyrøy dønna eid eide eidfjord eidsberg eidskog eidsvoll eidsvåg
eigersund elverum enebakk engerdal etne etnedal evenes evje farsund fauske fedje fet finnøy fitjar fjaler
fjell fjord flakstad flatanger flekkefjord flesberg flora florø flå folldal forsand fosnes frei fredrikstad
frogn froland frosta fræna frøya fusa fyresdal førde gamvik gaular gausdal gildeskål giske gjemnes gjerdrum
gjerstad gjesdal gjøvik gloppen gol gran grane granvin gratangen grimstad grong grue gulen gáivuotna hadsel
halden halsa hamar hamarøy hammerfest haram hareid harstad hasvik hattfjelldal haugesund heim hemne hemnes
hemsedal herøy hitra hjartdal hjelmeland hobøl hof hol hole holmestrand holtålen hornindal horten hurdal
hurum hustadvika hvaler hyllestad hægebostad høyanger høylandet hå ibestad inderøy indre iveland jevnaker
jondal jølster karasjok karlsøy karmøy kautokeino kinn klepp klæbu kongsberg kongsvinger kragerø
kristiansand kristiansund krødsherad kvalsund kvam kvinesdal kvinnherad kviteseid kvitsøy kvæfjord kvænangen
kåfjord lardal larvik lavangen lebesby leikanger leirfjord leka leksvik lenvik lesja levanger lier lierne
lillehammer lillesand lillestrøm lindesnes lindås lom loppa lund lunner lurøy luster lyngdal lyngen lærdal
lødingen lørenskog løten malvik mandal marker marnardal masfjorden meland meldal melhus meløy meråker
midsund midtre molde modalen modum moskenes moss målselv måsøy namdalseid namsos namsskogan nannestad narvik
naustdal nedre nes nesna nesodden nesset nissedal nittedal nome nord norddal nordkapp nordreisa nore
notodden nærøy nærøysund nøtterøy odda oppdal oppegård orkdal orkland os osen oslo osterøy overhalla
porsanger porsgrunn radøy rakkestad rana randaberg rauma re rendalen rennebu rennesøy rindal ringebu
ringerike ringsaker rissa risør roan rollag rygge rælingen rødøy rømskog røros røst røyken røyrvik råde
salangen saltdal samnanger sande sandefjord sandnes sandøy sarpsborg sauda sauherad sel selbu selje seljord
senja sigdal siljan sirdal skaun skedsmo ski skien skiptvet skjervøy skjåk smøla snillfjord snåsa sogndal
sokndal sola solund sortland spydeberg stange stavanger steigen steinkjer stjørdal stokke stongfjorden stord
storfjord stranda stryn suldal sula sund sunnfjord sunndal surnadal sveio svelvik sykkylven sømna søndre
sørfold sørreisa søgne tana time tingvoll tinn tjeldsund tjøme tokke tolga torsken tranøy trondheim trysil
træna trøgstad tvedestrand tydal tynset tysfjord tysnes tysvær tønsberg tromsø ullensaker ullensvang ulstein
ulvik utsira vadsø vaksdal valle vang vanylven vardø vefsn vega vegårshei vennesla verdal verran vestby
vestnes vestvågøy vevelstad vik vikna vindafjord volda voss værøy vågan vågå våler ørland ørskog ørsta østre
øvre øyer øygarden øystre ål ålesund åmli åmot årdal ås åseral åsnes
"""

_COUNTIES_AND_REGIONS = """
agder akershus aust-agder buskerud finnmark hedmark hordaland innlandet nordland oppland rogaland svalbard
telemark troms trøndelag vest-agder vestfold vestland viken østfold vestlandet østlandet nordvestlandet
sørlandet nord-norge midt-norge sør-norge nordhordland sunnhordland hardanger sogn fjordane sunnmøre
nordmøre romsdal jæren haugalandet lofoten vesterålen salten helgeland valdres hallingdal gudbrandsdalen
setesdal toten hadeland follo romerike namdalen innherred fosen ryfylke nordfjord vest-norge nord-trøndelag
sør-trøndelag gudbrandsdal østerdalen møre
"""

_REGION_VEST = """
agotnes ågotnes alvøen algrøy arna åsane åstveit bildøy bildøyna blomsterdalen blomvåg bønes breistein
bryggen damsgård davanger drotningsvik erdal eidsvågneset espeland fana fantoft fjøsanger flesland flaktveit
florvåg follese frekhaug fyllingsdalen garnes glesvær godvik gravdal hanøy haukeland haukås hanevik hellesøy
herdla hetlevik hjellestad holsnøy horsøy hylkje indre-arna isdalstø jekteviken juvik kalfaret kaland kleppe
kleppestø klokkarvik knarrevik knappskog knarvik kokstad kolltveit kronstad krokås kråkenes landro landås
laksevåg lysekloster lindesund litlesotra litle-sotra loddefjord lønborg manger mathopen minde møhlenpris
morvik mulen myrdal mjølkeråen nesttun nordnes nygård nygårdshøyden nattland nattlandsfjellet olsvik paradis
ravnanger rådal rong rosslandspollen sandsli sandviken salhus sælen seiersbjerget sekkingstad skaftå skansen
skogsvåg skogsskiftet skråmestø slettebakken solheimsviken solsvik søreide søfteland sotra spjeld strømsnes
storetveit straume strusshamn steinestø toftøy tofterøy tjeldstø toppe tertnes turøy tveitevannet torvåg
trengereid vadmyra vestre-vadmyra vindnes ytrebygda ytre-arna halhjem sandvikvåg kvisti klokkarvik
hjellestad krokeide hufthamar hatvik våge valestrand breistein husavik ørnafjell askøybyen øyrane øyjordet
øvre-eidsvåg kvernevik kolltveit brattholmen bjorøy ebbesvik misje møvik gaustad sandvika drøbak jessheim
brumunddal hønefoss geilo gardermoen stovner grorud lambertseter grünerløkka frogner majorstuen sagene
"""

_ABROAD = """
afghanistan afrika africa albania algerie algeria amerika america argentina armenia asia aserbajdsjan
australia austria bangladesh belarus belgia belgium bosnia brasil brazil bulgaria canada chile china
colombia cuba cyprus danmark denmark egypt england eritrea estland estonia etiopia ethiopia europa europe
filippinene philippines finland france frankrike færøyene gambia georgia germany ghana greece greenland
grønland hellas hercegovina hviterussland iceland india indonesia indonesien irak iraq iran ireland irland
island israel italia italy jamaica japan jemen jordan kambodsja kasakhstan kenya kina kongo congo korea
kosovo kroatia croatia kuwait latvia libanon lebanon liberia libya litauen lithuania luxembourg makedonia
macedonia malaysia mali marokko morocco mexico moldova mongolia montenegro myanmar namibia nederland
netherlands nepal nigeria norden norge noreg norway pakistan palestina palestine panama peru polen poland
portugal qatar romania russia russland rwanda scotland senegal serbia singapore skandinavia scandinavia
skottland slovakia slovenia somalia spain spania sri lanka sudan suriname sveits sverige sweden switzerland
syria taiwan tanzania thailand tibet tsjekkia tunisia turkey tyrkia tyskland uganda ukraina ukraine ungarn
hungary uruguay usa usbekistan venezuela vietnam wales yemen zambia zealand zimbabwe alaska alberta
amsterdam athen aten athens austin bagdad barcelona beijing beirut beograd berlin boston brooklyn brussel
brussels budapest california chicago cleveland columbus dakota dallas damaskus denver dublin edinburgh
florida frankfurt gaza genève genf glasgow gøteborg gothenburg hamburg helsingfors helsinki helsingborg
hollywood houston istanbul jerusalem kabul kairo kampala karlstad kiev kijv københavn copenhagen kreta
krakow lisboa lisbon london luleå lyon madrid mallorca malmö malta manchester manila melbourne milano
minnesota mogadishu moskva moscow münchen munich nairobi nevada oxford cambridge hampshire paris praha
prague reykjavik roma rome rotterdam stockholm sydney teheran tokyo toronto tórshavn umeå uppsala venezia
venice vermont vilnius virginia warszawa warsaw washington wien vienna zürich kypros kanariøyene york
"""

PLACES: frozenset[str] = frozenset(
    f"{_MUNICIPALITIES} {_COUNTIES_AND_REGIONS} {_REGION_VEST} {_ABROAD}".split()
)
"""Lower-case place words; places of several words are held word by word."""
