"""Everyday sentences about people, in three languages, so that "he says that he …" alone is no danger."""

from __future__ import annotations

from itertools import product

_FRAMES = {
    "nb": (
        "han|hun|pasienten|deltakeren|brukeren min|kandidaten|jeg|en pasient|en mann|jenta|sjefen|"
        "faren hans|moren",
        "{}|{} nå|{} i dag|{} i morgen|{} i kveld|{} hver dag",
        "skal gå en tur|skal møte jobbspesialisten|har tatt bussen|har tatt kontakt|vil begynne på kurs|"
        "vil ha jobb|"
        "står i kø|sitter på kontoret|er på vei hjem|ligger hjemme med feber|har skrevet en søknad|"
        "ringte meg|"
        "har låst opp kontoret|har drukket kaffe|har spist lunsj|tar imot besøk|jobber på lager|"
        "hjelper barna|"
        "går på skole|vil bort fra byen|har falt til ro|har fått svar|snakker om ferien|gleder seg|"
        "har sagt ja|"
        "skal på intervju|har kjøpt bil|er ferdig på jobb|vil slutte å røyke|har tatt et valg|tar en pause|"
        "har mistet bussen|orker mer enn før|sover bedre|venter på svar|skal flytte|er sliten etter jobb",
    ),
    "nn": (
        "han|ho|pasienten|deltakaren|brukaren min|eg|ein pasient|ein mann|jenta|leiaren|mora",
        "{}|{} no|{} i dag|{} i morgon|{} i kveld|{} kvar dag",
        "skal gå tur i fjellet|skal møte jobbspesialisten|har teke bussen|har teke kontakt|"
        "vil byrje på kurs|"
        "vil ha jobb|står i kø|sit på kontoret|er på veg heim|ligg heime med feber|har skrive ein søknad|"
        "ringde meg|har låst døra|har drukke kaffi|har ete lunsj|jobbar på lager|hjelper borna|"
        "går på skule|"
        "har fått svar|snakkar om ferien|gler seg|har sagt ja|skal på intervju|er ferdig på jobb|"
        "tek ein pause|"
        "søv betre|ventar på svar|skal flytte|er sliten etter jobb|vil ikkje vente",
    ),
    "en": (
        "he|she|my client|the participant|the patient|i|a man|the girl|her boss|his father|my friend|"
        "somebody",
        "{}|{} now|{} today|{} tomorrow|{} tonight|{} every day",
        "is going to the clinic|is going for a walk|took the bus|took a break|took advice|"
        "has taken a course|"
        "wants to start a course|wants a job|wants to be a baker|is standing in line|"
        "is sitting in the office|"
        "is on the way home|is lying at home with a fever|wrote an application|called me|locked the office|"
        "drank some coffee|ate lunch|works in a warehouse|is helping the kids|fell behind with work|"
        "got an answer|"
        "talks about the holiday|is looking forward|said yes|has an interview|bought a car|"
        "is done with work|"
        "wants to quit smoking|missed the bus|sleeps better|is waiting for an answer|is moving|"
        "is tired after work|"
        "just wants the list to shrink|is cutting hair at a salon|made a decision|got hired|is lying low",
    ),
}
_SAYS = {"nb": ("", "sier at "), "nn": ("", "seier at "), "en": ("", "says that ")}


def sentences() -> list[str]:
    """Return the sentences, in order, a part of all that the frames make."""
    found = []
    for lang, (people, whens, doings) in _FRAMES.items():
        parts = (people.split("|"), _SAYS[lang], doings.split("|"), whens.split("|"))
        for person, says, doing, when in product(*parts):
            told = (
                f"{person} {says}{person.split()[0] if says else ''} {doing}" if says else f"{person} {doing}"
            )
            found.append(" ".join(when.format(told).split()))
    return found[::3]
