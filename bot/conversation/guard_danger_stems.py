"""Parts of words that open the gate to the patterns of acute danger: looking for them is fast."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.conversation.guard_danger_patterns import Danger

_IN_CHILD = """
baby, barn, boy, bror, child, dad, datter, daughter, dotter, far, father, girl, infant, kid, mom, mor,
mother, mum, ong, pappa, små, son, sønn, søster, toddler, ung
"""
_IN_SUICIDE = """
adjø, again, alt, avskil, avskjed, be here, borte, bridge, bro, bru, cliff, cut, dau, dead, det heile, det
hele, die, do it, doing it, drep, drown, drukn, dø, end it, ende, everything, exist, farewell, farvel, fire,
forgive, forsvinn, fyr, gjer eg, gjør jeg, gjør æ, gone, goodbye, grunn, ha det, hang, harm, havet, heng,
hils, hopp, hurt, igjen, jump, kant, kill, kjør, kutt, kverk, køyr, last, ledge, lev, life, liv, løkke,
mord, noe dumt, noko dumt, noose, pill, plan, rail, reason, roof, rope, se ham, se han, se henne, se meg,
seg, self, shoot, shot, siste, sjøen, skad, skinne, skjer, skjær, skor, sky, skår, slutt, snare, something,
stup, suicid, ta dem, tablett, take, takk, tau, tell, thank, tilgi, tilgje, tog, track, tunnel, uten meg,
vindu, våkn, wake, window, without me
"""
_IN_VIOLENCE = """
amok, angrep, angrip, assault, attack, axe, balltre, bank, beat, bensin, berserk, blow, bomb, brenn, burn,
deng, drep, explos, fire, gevær, gissel, gjøre noe med, gun, hagl, harm, hemn, hevn, hit, hostage, hurt,
kast, kill, kjør, knekk, knert, knife, kniv, knus, kvel, kverk, køyr, livet av, machete, massakr, murder,
overf, pistol, punch, ran, rape, revolver, rifl, run over, shoot, shot, skad, skot, skutt, sky, slå, slæ,
smash, spark, spreng, stab, stikk, stukk, tenn, threat, throw, trua, true, trug, vald, vold, våpen, weapon,
øks
"""
_IN_MEDICAL = """
ambulan, anafyl, anaphyl, anfall, answer, antifreeze, arrest, bakken, barberblad, bevisst, bleach, bleed,
blå, blød, blør, breath, bryst, chest, cliff, collaps, conscious, convuls, drypp, faint, fit, floor, frost,
gift, golvet, ground, gulvet, hanging, heart, hengande, hengende, ibux, infarkt, insulin, klorin, kollaps,
kontakt, kramp, lifeless, liv i, livl, livredd, luft, lut, medic, medisin, meds, medvet, medvit, needle,
nål, od, om, overdos, painkiller, paracet, passed out, pill, plumbo, poison, puls, pust, razor, respond,
responsive, salmiakk, seiz, shot, skot, skutt, slag, sluk, slurr, smertestill, snøvl, sobril, sprøyt, stab,
stans, stroke, stukk, svar, svelg, svim, swallow, tablet, terrified, vakn, valium, vek, våkn, wak
"""


def _listed(text: str) -> tuple[str, ...]:
    """Return the parts of words that a text lists with commas."""
    return tuple(stem.strip() for stem in text.split(","))


STEMS: Final[Mapping[Danger, tuple[str, ...]]] = MappingProxyType(
    {
        Danger.CHILD: _listed(_IN_CHILD),
        Danger.SUICIDE: _listed(_IN_SUICIDE),
        Danger.VIOLENCE: _listed(_IN_VIOLENCE),
        Danger.MEDICAL: _listed(_IN_MEDICAL),
    }
)
"""Parts of words without which no wording of the kind can stand."""
