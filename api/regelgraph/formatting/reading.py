"""Reads tokens into statements, each comment beside what it stands at (RDF 1.1 Turtle, section 6.5)."""

from __future__ import annotations

from regelgraph.formatting.document import Document, Prefix, Statement
from regelgraph.formatting.iris import Iris
from regelgraph.formatting.ordering import settled
from regelgraph.formatting.tree import Blank, Entry, Items, Kind, Pair, Term
from regelgraph.formatting.values import Values
from regelgraph.terms import TYPE


class Reader(Values):
    """Reads one document. Every method raises InputError for what is not Turtle 1.1."""

    def __init__(self, text: str, name: str, iris: Iris) -> None:
        super().__init__(text, name, iris)
        self._document = Document([], [], [], [])

    def document(self) -> Document:
        """All of it. Prefixes are looked for first, so that names can be written by those that come later."""
        kinds = self.tokens.kinds
        for self.number, kind in enumerate(kinds):
            if kind == "directive":
                self._declare(*self.tokens.words[self.number : self.number + 3])
        self.number = 0
        self.iris.again()
        while self.kind != "end":
            if self.kind == "directive":
                self._directive()
            else:
                self._statement()
        self._document.footer = self.above()
        return self._document

    def _declare(self, word: str, name: str, reference: str = "") -> None:
        if word.lower().endswith("prefix"):
            self.iris.declare(name, self.iris.namespace(reference[1:-1]))
        elif (base := self.iris.namespace(name[1:-1])).startswith("\0"):
            raise self.error("expected a base with a scheme, such as https:")
        else:
            self.iris.base = base

    def _directive(self) -> None:
        """One `@prefix` or `@base`, with its comments; those of one that goes are left to what follows."""
        found = self._document
        lead = self.above()
        if not found.prefixes and not found.statements:
            found.header += lead
            lead = []
        words = self.tokens.words[self.number : self.number + 3]
        self._declare(*words)
        self.forget()
        prefix = words[0].lower().endswith("prefix")
        for kind in ("directive", "name", "iri") if prefix else ("directive", "iri"):
            self.expect(kind, f"a token of kind {kind}")
        if words[0].startswith("@"):
            lead += self.close(".")
        new = prefix and not any(known.name == words[1] for known in found.prefixes)
        if new and not found.statements:
            found.prefixes.append(Prefix(words[1], self.iris.declared[words[1]], lead, self.trail()))
        else:
            self.pending = [*lead, *self.taken()]
            if new:
                found.prefixes.append(Prefix(words[1], self.iris.declared[words[1]], [], ""))

    def _statement(self) -> None:
        start, lead = self.number, self.above()
        subject, pairs = self._subject()
        if not pairs or not self.at("."):
            pairs += self.pairs(".")
        tail = self.close(".")
        if trail := self.trail():
            pairs[-1].end_with(trail)
        before = self._document.statements[-1] if self._document.statements else None
        if before and before.subject == subject and isinstance(subject, Term) and not lead and not before.tail:
            before.pairs, before.tail = settled([*before.pairs, *pairs]), tail
        else:
            apart = start in self.tokens.apart
            self._document.statements.append(Statement(subject, settled(pairs), lead, tail, apart))

    def _subject(self) -> tuple[Term | Items | Blank, list[Pair]]:
        """A subject, and the pairs that it brings along: `[ … ] …` is read as `[] …`."""
        start, node = self.number, self.node()
        if isinstance(node, Blank):
            self.pending += node.tail
            return Blank([], []), node.pairs
        if isinstance(node, Term) and node.kind is Kind.LITERAL:
            raise self.error("expected a subject, found a literal", start)
        return node, []

    def pairs(self, close: str) -> list[Pair]:
        """Predicates with their values, as they stand, up to a closing mark that is left."""
        pairs: list[Pair] = []
        while not self.at(close):
            lead = self.above()
            predicate = self._predicate()
            pairs.append(Pair(predicate, [], lead, self.trail()))
            self._entries(pairs[-1].entries)
            if not self.at(f"{close};"):
                raise self.error(f"expected , ; or {close}")
            while self.at(";"):
                self.advance()
                pairs[-1].end_with(self.trail())
        return pairs

    def _entries(self, entries: list[Entry]) -> None:
        while not entries or self.at(","):
            if entries:
                self.advance()
                entries[-1].end_with(self.trail())
            lead = self.above()
            entries.append(Entry(self.node(), lead, self.trail()))

    def _predicate(self) -> str:
        if self.kind == "word" and self.tokens.words[self.number] == "a":
            return self.advance()
        named = self.named() if self.kind in ("name", "iri") else None
        if not isinstance(named, Term):
            raise self.error("expected a predicate")
        if named.value == TYPE:
            return "a"
        self.iris.use(named.text)
        return named.text
