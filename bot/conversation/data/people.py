"""Names that everybody may write, and names that the lists of Norwegian names lack."""

from __future__ import annotations

_AUTHORS = """
deborah becker; robert drake; gary bond; beate brinchmann; ingvild viken; anne paulsen; liv dybdal;
åse dybdal; therese helgesen; helga torgersen; inger jørgensen; nina andersen; mads johansen;
kristian johansen; torill kvig; winnie kvig; lene hansen; lene hellesvik; hellesvik hansen;
laura silbermann; alexandra silbermann; hilde normann; torunn janbu; van eck; miles rinaldi;
geoff shepherd
"""


def _pairs(listed: str) -> frozenset[tuple[str, str]]:
    """Return the (first, last) words of names that are listed with semicolons."""
    return frozenset((name.split()[0], name.split()[1]) for name in listed.split(";") if name.strip())


AUTHORS: frozenset[tuple[str, str]] = _pairs(_AUTHORS)
"""First and last word of the names that the sources themselves print (authors and project group)."""

_AUTHOR_SURNAMES = """
becker drake bond brinchmann viken dybdal silbermann kvig janbu eck rinaldi helgesen torgersen
"""
AUTHOR_SURNAMES: frozenset[str] = frozenset(_AUTHOR_SURNAMES.split())
"""Surnames that stand alone in references: "Becker og Drake"."""

_PUBLIC = """
jonas støre; erna solberg; jens stoltenberg; gro brundtland; gro harlem; kjell bondevik; trygve vedum;
sylvi listhaug; erling haaland; martin ødegaard; magnus carlsen; karsten warholm; jakob ingebrigtsen;
marit bjørgen; petter northug; johannes klæbo; therese johaug; ada hegerberg; ole solskjær; casper ruud;
viktor hovland; suzann pettersen; henrik ibsen; peer gynt; edvard munch; edvard grieg;
bjørnstjerne bjørnson; knut hamsun; sigrid undset; jo nesbø; jon fosse; karl knausgård; alexander kielland;
jonas lie; arne garborg; ivar aasen; olav duun; tarjei vesaas; aasmund vinje; amalie skram;
camilla collett; henrik wergeland; johan welhaven; andré bjerke; andre bjerke; jostein gaarder; anne holt;
roald dahl; thorbjørn egner; astrid lindgren; anne-cath vestly; alf prøysen; roald amundsen;
fridtjof nansen; thor heyerdahl; otto sverdrup; gustav vigeland; ole bull; sissel kyrkjebø; alan walker;
sigrid raabe; morten harket; bjørn eidsvåg; olav tryggvason; harald hårfagre; leiv eiriksson;
leif eriksson; niels abel; max manus; fabian stang; donald trump; joe biden; barack obama; bill gates;
elon musk; steve jobs; mark zuckerberg; taylor swift; michael jackson; elvis presley; john lennon;
justin bieber; albert einstein; isaac newton; charles darwin; marie curie; nikola tesla; sigmund freud;
carl jung; carl rogers; aaron beck; viktor frankl; aaron antonovsky; marsha linehan; william shakespeare;
jane austen; agatha christie; charles dickens; harry potter; sherlock holmes; james bond; mickey mouse;
donald duck; winston churchill; nelson mandela; martin luther; mahatma gandhi; vladimir putin;
volodymyr zelenskyj; volodymyr zelensky; napoleon bonaparte; julius caesar; lionel messi;
cristiano ronaldo; greta thunberg; florence nightingale; vincent gogh; leonardo vinci; pablo picasso;
johann bach; wolfgang mozart; ludwig beethoven; kong harald; kong olav; kong haakon; dronning sonja;
prins haakon; mette marit; ingrid alexandra; ole brumm; kaptein sabeltann; karius baktus;
pippi langstrømpe; emil lønneberga; bob dylan; ed sheeran; lady gaga; kim kardashian; virginia woolf
"""

PUBLIC: frozenset[tuple[str, str]] = _pairs(_PUBLIC)
"""Persons of public life, history and fiction, as (first, last) word: a question about them is no leak."""

_COMMON_GIVEN = """
aage aase agnes agnete aina albert aleksander alexander alf alfred allan amalie amanda amund anders andrea
andreas andré anette anine anita anja ann annbjørg anne annette annika anniken anton arild arne arnfinn arnt
arve arvid asbjørn asgeir aslaug astrid atle aud audun aurora axel beate bendik bengt benjamin bente berit
bernt bertil birger birgit birgitte birte bjarne bjørg bjørnar borghild britt brynjar camilla carina carl
cathrine cecilie charlotte christer christian christina christine christoffer daniel daniela david dagfinn
dagny ebba edvard edvin egil eilif einar eirik eivind elin eline elisabeth elise ella ellen elias elida elsa
emil emilie emma erik erika erlend erling ester eva even-andre fredrik frida frode gabriel geir gerd gina
gisle gjertrud grete grethe gry gudrun gunn gunnar gunhild gunvor gustav guro haakon hallgeir halvard halvor
hanna hannah hanne harald harriet hedda hege heidi helen helena helene helge henriette henrik herman hermine
hilde hildegunn hjalmar håkon håvard ida ingebjørg ingeborg inger ingrid ingunn ingvar ingvild irene isabel
isabella isak ivar iver jakob jacob jannicke janne jarle jeanette jens joachim joakim johan johanna johanne
johannes jon jonas jonathan jorunn josef jostein julia julian julie jørgen jørn kaja kamilla karen kari
karianne karin karina karl karoline kasper katarina kathrine katrine kenneth ketil kine kirsten kirsti
kjartan kjell kjersti kjerstin klara klaus knut konrad kristen kristian kristin kristina kristine kristoffer
kåre lars lasse laila laura leif lena lene leon lillian lilly linda linn linnea lisa lisbeth lise liv-grete
livar loke louise lucas ludvig lukas mads magne magnhild magnus maja malene malin margareta margit margrete
margrethe mari maria mariann marianne marie marit marita marius markus marte marthe martha martin martine
mathias mathilde mathea mats matheo merete merethe mette mia michael mikael mikkel milla mona monica monika
morten natalie nicolai nicoline niklas nikolai nils nina noah nora oda odin ola oddbjørn oddvar olaf olav
olaug ole olea oliver olivia ottar oskar patrick paul peder pernille peter petra petter philip pia preben
ragna ragnar ragnhild ragnvald rakel randi rasmus rebecca rebekka reidar reidun renate rita robert roger
rolf ronny rune runar ruth sander sandra sara sarah sebastian selma selmer sigbjørn sigmund signe sigrid
sigrun sigurd sigve silje simen simon sindre siri siv-anita snorre sofia sofie solfrid solveig sondre sonja
steffen steinar stian stig stine sunniva susanne svein sveinung svanhild svend sverre synne synnøve tallak
tanja terje therese thea theodor thomas thor thorbjørn thorleif tiril tobias tomas tommy tonje tor-arne
torbjørg torbjørn torborg torfinn torgeir torhild torill toril torkjell torkel torleif torstein torunn
torvald tove trine tron trond truls trude trygve turid ulrik unni una vebjørn vegard veronica veronika vetle
vibeke vidar vigdis viggo viktor viktoria vilde wenche william yngve yvonne øivind ørjan øystein øyvind åge
åshild åsmund åsne åslaug abdi abdul abdullah abdullahi abdirahman abdikadir abebe adnan ahmad ahmed aisha
akram alem alemayehu ali alina aliyah amal amina aminata amir amira anastasia andrzej aneta anh anil arash
arman artem asad aslan asif asma awet ayaan aylin ayse azad aziz bashir behrouz berhane berivan bilal binh
biniam blerim bogdan bozena cuong daud dawit delal deniz denys dmytro dragan ebru edin ekrem elham elif
emine emir eritrea-sara eyob ewa fadi fadumo fahad faisal farah farhad farhiya farid fatima fatma fatmata
fatuma filmon firas freweini gebre genet ghulam goran grzegorz gulsen habtom habiba hadi hadia haile hamid
hamza hana hani hassan hasan hawa hamdi hibo hodan huda hussain hussein huong ibrahim idil idris ifrah igor
imran iman irina ismail ivana ivan jamal jamila jasmin javed jelena joanna jolanta kamal kareem karim
katarzyna khadija khadra khalid khadar kidane kiril krzysztof layla leyla leila linh luul maciej magdalena
mahamed maher mahmoud mahmud małgorzata malik mariam marwa maryam maryan mehdi mehmet mehret merhawi
miroslav mohamad mohamed mohammad mohammed mohamud mona-lisa muhammad muna murat mustafa nabil nadia nadine
naima najma nasir nasra natalia natnael nawal nazanin noor nguyen olena oksana oleksandr omar omid omran
osman pawel paweł piotr parisa parvin priya quoc qasim rabia rahel rahma rahwa raja rajesh ramin rashid reza
robel rozhin ruweyda saba sabina sadia safa safiya sahra saida salma salman samia samir samira samuel sanjay
selamawit semere semhar senait sergej sergiy shabnam shahid shamso shirin sofiya solomon stanislaw suad
suleiman sumaya svetlana svitlana tahir tamara tanya tariq tatjana tatyana tekle tesfay tesfaye thanh thuy
tomasz tsegay tuan umar vasyl viet volodymyr waleed weldu xuan yasmin yasmina yohannes yonas yordanos yosef
yusuf yuliia yulia zahra zahid zainab zara zekarias zeynep zofia zoran zuhra adam alice amy andrew anthony
barbara brian catherine charles christopher craig deborah dennis diana donald donna dorothy edward elizabeth
emily eric ethan evelyn frances gareth geoffrey george gregory heather henry hugh ian jack jacqueline james
jane janet jason jeffrey jennifer jeremy jessica joan john joseph joshua joyce judith katherine kathleen
keith kevin kimberly larry lawrence lucy margaret marjorie mary matthew megan melissa michelle nancy nathan
nicholas nicole nigel pamela patricia rachel raymond richard ronald ryan samantha scott sean sharon
stephanie stephen steven stuart susan theresa timothy tyler vanessa walter
"""
COMMON_GIVEN: frozenset[str] = frozenset(_COMMON_GIVEN.split())
"""Frequent given names that are no word in any of the three languages: seen in lower case as well."""

_MORE_SURNAMES = """
abdi abdullah abdullahi abdulle abebe adan ahmadi ahmed akhtar ali alavi amini anwar arslan asghar ashraf
asgari aydin aziz bajwa begum berhane beyene bibi bui butt chaudhry chen choudhry dang dao demir dinh do
doan dogan duong duale farah fathi gebre gebremedhin ghebre ghulam haddad haile hakimi hamid hang hasan
hashemi hassan hersi ho hossein huynh hussain hussein ibrahim iqbal isaksson ismail issa jama jamal jamshidi
javed jovanovic kadir kahsay kamara karimi kaur kaya khalil khan kidane kiflom kovalenko kowalczyk kowalska
kowalski krasniqi le lewandowski luong ly mahamed mahmood mahmud malik mehari mehmood melnyk mohamed
mohammadi mohammed mohamud mohamad mehretab mirza mousavi muse mustafa nasir nawaz ngo nguyen nowak nur omar
osman petrenko petrovic pham phan popov qureshi rahimi raja rana rashid rehman rezai saeed saleh salah
samatar schmidt shah shaikh shevchenko sharif singh siddiqui solomon suleiman syed tadesse tahir tekle
tesfay tesfamariam tran trinh truong tsegay ullah vo vu warsame weldu weldemichael wojcik wozniak yilmaz
yildiz yohannes yusuf zaman zielinski zhang wang li liu nordmann normann bjerkås tveito drageset lillefosse
sekkingstad hauso tangerås hjelle myrland fjæreide skålevik vindenes kvalheim eikeland eikanger fosse
langeland helle hellesund nesse nese torsvik tveiten tveitå vatne vatnøy vestrheim ytrehus ørnes
"""
MORE_SURNAMES: frozenset[str] = frozenset(_MORE_SURNAMES.split())
"""Surnames of minorities and of western Norway that the generated list lacks."""
