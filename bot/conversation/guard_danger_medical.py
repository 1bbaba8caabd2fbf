"""Wordings that tell that somebody's life is in danger from illness, drugs or injury."""

from __future__ import annotations

import re
from typing import Final

from bot.conversation.guard_danger_words import (
    GAP,
    MYSELF,
    NOT,
    WHO,
)

MEDICAL: Final[tuple[re.Pattern[str], ...]] = (
    re.compile(
        r"\b(?:har|hadde|has|have|just|nettopp|skal ha|tok|took|i|eg|jeg|æ|is|"
        r"er)(?: (?:tatt|teke|satt|sett|tatt en|taken|took|a|en|ei|ein|an|had|having|"
        r"i ferd med å ta|tok|fått)){0,3} (?:overdose\w*|od\b|od'ed|overdosed)"
    ),
    re.compile(
        r"\boverdosed\b|\bis overdosing\b|\btook an overdose\b|\btok overdose\b|"
        r"\boverdose (?:nå|no|now|her|right now)\b|\b(?:ligger|ligg) (?:i|med) overdose"
    ),
    re.compile(
        r"\b(?:svelget|svelgt|svelgte|slukt|slukte|sluket|svelgde|swallowed|tatt|teke|tok|"
        r"taken|took|downed|spist|spiste|ete|fått i seg|stappet i seg|helte i seg|"
        r"har i seg)(?: (?:i seg|seg|ned|just|nettopp|down))?"
        r"(?=(?: \S+){0,6}? (?:hel|heil|hele|heile|heilt|whole|entire|alle|all|altfor|alt|"
        r"too|way|mange|many|lots|loads|masse|store|stor|mengder|mengde|full|bunch|handful|"
        r"håndfull|neve|boks|boksen|"
        r"glass|glasset|eske|box|bottle|pack|packet|pakke|pakka|brett|brettet|flere|fleire|"
        r"several|ti|tolv|femten|tjue|tretti|førti|femti|hundre|ten|twelve|fifteen|twenty|"
        r"thirty|forty|fifty|hundred|\d{2,3}|gift|rottegift|poison|bleach|klorin|"
        r"antifreeze|opp|sine)\b)"
        r"(?: (?:en|ein|et|eit|ei|a|an|the|stor|mengde|quantity|hel|heil|hele|heile|heilt|"
        r"whole|entire|alle|all|altfor|alt for|too|way too|så|so|for|mange|many|lots|loads|"
        r"masse|of|sine|his|her|my|mine|store|mengder|med|full|bunch|handful|håndfull|neve|"
        r"pakke|pakka|brett|boks|boksen|"
        r"glass|glasset|eske|box|bottle|pack|packet|flere|fleire|several|ti|tolv|femten|"
        r"tjue|tretti|førti|femti|hundre|ten|twelve|fifteen|twenty|thirty|forty|fifty|"
        r"hundred|\d{2,3}|paracet|ibux|sleeping|sove|painkiller|opp|up|sove-|de|dei|those|"
        r"sammen|blanding|av)){1,6} "
        r"(?:tablett\w*|pill\w*|pille\w*|medisin\w*|paracet\w*|sovemedisin\w*|"
        r"sovetablett\w*|sovepille\w*|ibux|sobril\w*|valium\w*|medication|meds|medicine\w*|"
        r"tablets|paracetamol|painkillers|sleeping pills|insulin|smertestillende|"
        r"smertestillande|gift|rottegift|poison|bleach|klorin|antifreeze)\b"
    ),
    re.compile(
        r"\b(?:drunk|drukket|drukke|drakk|svelget|swallowed|drank)(?: (?:en|a|some|litt|"
        r"masse|hel|flaske|bottle|of|med|glass)){0,4} (?:klorin|bleach|rottegift|poison|"
        r"gift|frostvæske|antifreeze|plumbo|lut|salmiakk)\b"
    ),
    re.compile(
        r"\b(?:puster|pustar|puste|pusta|puster nesten|breathing|breathes?|"
        rf"trekker pusten)\b(?: (?:nesten|knapt|nå|no|nå nesten|lenger)){{0,2}} {NOT}\b|"
        r"\b(?:not|isn't|stopped|hardly|barely|no longer|can't|cannot|can't even|"
        rf"struggling to|unable to) breath(?:e|ing)\b|\bfår {NOT} (?:puste|pusta|"
        r"puste ordentlig|luft|pusten)\b(?! ut| i bakken)|\b(?:får|fekk|finner|kjenner|"
        r"har|no|ingen|can't find a|cannot find a)(?: ikke| ikkje| ingen| a)? (?:puls|"
        r"pulse)\b(?: (?:på|hos|in|on) (?:ham|han|henne|ho|pasienten|mannen|kvinna|him|"
        r"her|the patient)|[.!]|$)|\bpust(?:er|ar) (?:rart|gispende|unormalt|"
        r"uregelmessig)|\bsluttet å puste|\bslutta å puste"
    ),
    re.compile(
        r"\b(?:er|ligger|ligg|lå|is|lying|lies|was|ble|vart|found|fant|fann|funnet|funne|"
        r"falt|falt om|looks|virker|verkar|became|har vært|fell|going|nå|"
        r"no)(?: (?:\w+)){0,4}? (?:bevisstløs\w*|bevisstlaus\w*|medvitslaus\w*|"
        r"medvetslaus\w*|livløs\w*|livlaus\w*|unconscious|lifeless|unresponsive|passed out|"
        r"blå i ansiktet|blå på leppene|blå rundt leppene|blå om leppene)\b"
    ),
    re.compile(
        r"\b(?:bevisstløs|medvitslaus|unconscious|livløs|livlaus|unresponsive) (?:på|i|on|"
        r"in|nå|no|now|her|hos)\b"
    ),
    re.compile(
        r"\bsvar(?:er|ar|e) (?:nesten|knapt|nesten ikkje|ikke på tiltale|"
        r"ikkje på tiltale)\b|\bbarely (?:respond\w*|answer\w*|conscious|awake)|"
        r"\b(?:hardly|barely|not) respond(?:ing|s)? (?:to|at all|when)|"
        r"\bdoesn't respond to (?:me|touch|pain|voice)"
        r"|\b(?:våkner|vaknar|vakner|våkne) (?:ikke|ikkje|itj)|\b(?:won't|doesn't|can't|"
        r"cannot|not|isn't) (?:wake|waking) (?:up|him|her|them)?|\bfår (?:ikke|ikkje|"
        r"itj) (?:vekt|vekket|vekke|vekkja|liv i|vekt opp)\b|\b(?:ikke|"
        r"ikkje) (?:til )?(?:å )?få kontakt med\b.{0,15}$|\b(?:send(?:e|er)?|trenger|treng|"
        r"need) (?:en |ein |an )?ambulan(?:se|sen|ce)\b(?!-)|\bikke kontaktbar|"
        r"\bikkje kontaktbar"
    ),
    re.compile(
        r"\b(?:har|får|fikk|fekk|har fått|is having|has|having|just had|had|hatt|"
        r"i tilfelle|tror|trur) (?:\w+ ){0,3}?(?:hjertestans|hjartestans|hjerteinfarkt|"
        r"hjarteinfarkt|hjerneslag|hjerneblødning|hjarneslag|drypp nå|krampeanfall|"
        r"epileptisk anfall|anafyla\w*|cardiac arrest|heart attack|a stroke|seizures?|"
        r"anaphyla\w*)\b"
    ),
    re.compile(
        r"\b(?:blør|blør|bløder|blødde|bleeding|bleeds)(?: \w+)? (?:kraftig|voldsomt|"
        r"valdsamt|mye|mykje|kraftigt|ut|heavily|badly|profusely|out|a lot|i hjel|"
        r"to death)\b|\b(?:blod overalt|blood everywhere)\b"
    ),
    re.compile(
        rf"\b(?:{WHO}|{MYSELF})\b{GAP} (?:ligger|ligg|lying|lies|lå|is|er)(?: \w+)? (?:på|"
        r"on) (?:gulvet|golvet|bakken|the floor|the ground)\b"
    ),
    re.compile(
        rf"\b{WHO}\b{GAP} (?:won't|doesn't|does not|will not|is not|isn't|"
        r"not) respond(?:ing)?(?: to (?!(?:\w+ )?(?:e-?mail|message|text|call|letter|"
        r"invit))|[.!]|$| at)"
    ),
    re.compile(
        r"\b(?:kollaps\w*|collapsed|(?:falt|datt|fall) om(?! (?:hverandre|kvarandre|i søvn|"
        r"halsen))|besvimte|besvimt|svimte av|segnet om|fainted)\b"
    ),
    re.compile(
        r"\b(?:sterke|sterk|severe|kraftige|kraftig|crushing|plutselige|plutselege|"
        r"sudden) (?:\w+ ){0,1}?(?:brystsmerter|brystsmerte|smerter i brystet|"
        r"vondt i brystet|chest pains?)\b"
    ),
    re.compile(
        r"\b(?:har|krampe|kramper|has|is|er)(?: \w+)? (?:kramper|convulsing|seizing|"
        r"having a fit)\b"
    ),
    re.compile(
        r"\b(?:nålen|nåla|sprøyta|sprøyten|needle)(?: \w+){0,3} (?:i armen|in (?:his|her|"
        r"the) arm)\b"
    ),
    re.compile(
        r"\b(?:stukket|stukke|skutt|skoten|stabbed|shot) (?:i|in|seg i) (?:the )?(?:magen|"
        r"brystet|halsen|ryggen|hodet|hovudet|beinet|armen|stomach|chest|neck|back|head|"
        r"leg)\b"
    ),
)
