"""Whom `katanya`, `dia`, `she` or `the minister` means: the likeliest of the people who were there before.

Each candidate has features that a reader can check; their weights (data/antecedent_weights.txt) come from
`python -m knowledge.evaluation.training antecedents FILE…`. The last speaker weighs most, as it should: a person who is
merely named in between does not speak. Whom a new paragraph introduces in the sentence before, as its subject, is not
weighed: `One fan, Ann Lee, had flown in. “Best night of my life,” she said.`
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from knowledge.quotes.weights import load_weights
from knowledge.types import SpeakerKind

if TYPE_CHECKING:
    from knowledge.quotes.cast import Appearance, Entity

MAX_CANDIDATES = 8
"""People and organisations, the latest ones, that are weighed for one mention."""

MAX_LOOKED_AT = 60
"""Participants, the latest ones, among whom those that fit are looked for."""

_THINGS = (SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT)


@dataclass(frozen=True, slots=True)
class Need:
    """What the mention asks for: one person, or several; gender where the language shows it; an organisation."""

    plural: bool = False
    thing: bool = False
    gender: str = ""


@dataclass(slots=True)
class _Trace:
    """Where an entity was last named and last spoke; sentences are counted through the article."""

    entity: Entity
    named: int = -1
    named_paragraph: int = -1
    first: int = -1
    led: int = -1
    opened: int = -1
    opened_paragraph: int = -1
    streak: int = 0
    titled: int = -1
    voiced: int = -1
    spoke: int = -1
    spoke_paragraph: int = -1

    def open(self, sentence: int, paragraph: int) -> None:
        """A sentence begins with the entity, or with a pronoun for it; streak: how many in a row."""
        self.streak = self.streak + 1 if sentence - self.opened == 1 else 1
        self.opened, self.opened_paragraph = sentence, paragraph


@dataclass(slots=True)
class Memory:
    """The participants as they come up in reading order."""

    traces: dict[int, _Trace] = field(default_factory=dict)
    turns: list[Entity] = field(default_factory=list)
    person: Entity | None = None
    lead: Entity | None = None

    def name(self, appearance: Appearance) -> None:
        trace = self._trace(appearance.entity)
        trace.named, trace.named_paragraph = appearance.sentence, appearance.paragraph
        if trace.first < 0:
            trace.first = appearance.sentence
        if appearance.opens:
            trace.open(appearance.sentence, appearance.paragraph)
        if appearance.leads:
            trace.led = appearance.sentence
            if appearance.entity.kind is SpeakerKind.PERSON:
                self.lead = appearance.entity
        if appearance.titled:
            trace.titled = appearance.sentence
        if appearance.voiced and appearance.leads:
            trace.voiced = appearance.sentence

    def speak(self, entity: Entity, sentence: int, paragraph: int) -> None:
        trace = self._trace(entity)
        trace.spoke, trace.spoke_paragraph = sentence, paragraph
        self.turns.append(entity)
        if entity.kind not in _THINGS:
            self.person = entity

    def go_on(self, gender: str, sentence: int, paragraph: int) -> None:
        """A sentence that begins with `she`, `ia`: it goes on about whom the sentence before began with."""
        for trace in islice(reversed(self.traces.values()), MAX_LOOKED_AT):
            if sentence - trace.opened == 1 and _fits(trace.entity, Need(gender=gender)):
                trace.open(sentence, paragraph)
                return

    def _trace(self, entity: Entity) -> _Trace:
        """The trace of an entity, moved to the end: the dictionary is in the order of last mention."""
        trace = self.traces.pop(id(entity), None) or _Trace(entity)
        self.traces[id(entity)] = trace
        return trace

    def topic(self, sentence: int) -> Entity | None:
        """The person whom the sentence before `sentence` begins with."""
        trace = self.traces.get(id(self.lead))
        return trace.entity if trace is not None and sentence - trace.led <= 1 else None

    def candidates(self, need: Need) -> list[_Trace]:
        """The participants that fit the mention, the latest first."""
        latest = islice(reversed(self.traces.values()), MAX_LOOKED_AT)
        return list(islice((t for t in latest if _fits(t.entity, need)), MAX_CANDIDATES))

    def choose(self, need: Need, sentence: int, paragraph: int) -> Entity | None:
        """The likeliest participant, None where nobody fits."""
        found = self.candidates(need)
        if len(found) < 2:
            return found[0].entity if found else None
        if need.plural and any(t.entity is self.turns[-1] and sentence - t.spoke <= 1 for t in found if self.turns):
            return self.turns[-1]  # "Serikat menuntut … . Mereka juga meminta …"
        in_hand = next((t for t in found if self._is_in_hand(t, sentence, paragraph)), None)
        if in_hand is not None:
            return in_hand.entity
        weights = load_weights("antecedent_weights.txt")
        return max(
            found, key=lambda t: sum(weights.get(k, 0.0) * v for k, v in self.features(t, sentence, paragraph).items())
        ).entity

    def _nobody_led_since(self, speaker: _Trace) -> bool:
        """Has no other person been what a sentence is about since the speaker spoke?"""
        lead = self.traces.get(id(self.lead))
        return lead is None or lead is speaker or lead.led <= speaker.spoke

    def _is_in_hand(self, trace: _Trace, sentence: int, paragraph: int) -> bool:
        """Is someone who came up after the last speaker what the sentence before is about, and has that speaker not
        spoken in this paragraph, or do several sentences in a row go on about the newcomer? Then no one else is meant.
        """
        last = self.traces.get(id(self.person))
        if sentence - trace.opened > 1 or (last is not None and (last is trace or trace.opened <= last.spoke)):
            return False
        fresh = trace.opened_paragraph == paragraph and (last is None or last.spoke_paragraph != paragraph)
        return fresh or (trace.streak > 1 and trace.opened - trace.streak >= (last.spoke if last else -1))

    def features(self, trace: _Trace, sentence: int, paragraph: int) -> dict[str, float]:
        """What speaks for a candidate; names as in the weights file."""
        last = self.person
        last_trace = self.traces.get(id(last)) if last is not None else None
        spoke_last = trace.entity is last
        newer = trace.led > (last_trace.spoke if last_trace else -1)
        near = min(sentence - max(trace.named, trace.spoke), 30)
        return {
            "spoke_last_alone": float(spoke_last and self._nobody_led_since(trace)),
            "spoke_before": float(trace.spoke >= 0),
            "leads_since": float(newer and not spoke_last),
            "leads_previous": float(sentence - trace.led <= 1),
            "leads_previous_since": float(sentence - trace.led <= 1 and newer and not spoke_last),
            "titled_since": float(newer and trace.titled >= trace.led),
            "voiced_since": float(newer and trace.voiced >= trace.led),
            "titled_voiced_since": float(newer and trace.titled >= trace.led and trace.voiced >= trace.led),
            "named_here": float(trace.named_paragraph == paragraph),
            "named_here_only": float(
                trace.named_paragraph == paragraph and not spoke_last and trace.led == trace.named
            ),
            "distance": math.log1p(near),
            "given": float(trace.entity.given),
            "short_elsewhere": float(trace.entity.shortened),
        }


def _fits(entity: Entity, need: Need) -> bool:
    if need.thing or need.plural:
        return entity.kind is not SpeakerKind.PERSON and not entity.place
    if entity.kind in (SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT, SpeakerKind.GROUP):
        return False
    return not (need.gender and entity.gender and need.gender != entity.gender)
