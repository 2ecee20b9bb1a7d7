"""Reads what stands as a subject or value: IRIs, blank nodes, literals, collections (RDF 1.1 Turtle, section 2)."""

from __future__ import annotations

from typing import Final

from regelgraph.formatting import literals
from regelgraph.formatting.cursor import Cursor
from regelgraph.formatting.iris import Iris
from regelgraph.formatting.ordering import settled
from regelgraph.formatting.tree import Blank, Entry, Items, Kind, Pair, Term
from regelgraph.terms import NIL

DEEPEST: Final = 100
"""Brackets within brackets that are read: nobody writes as many, and each takes room on the stack."""


class Values(Cursor):
    """Reads values, writing IRIs by the prefixes of `iris`. Raises InputError for what is not Turtle 1.1."""

    def __init__(self, text: str, name: str, iris: Iris) -> None:
        super().__init__(text, name)
        self.iris = iris
        self._depth = 0
        self._known: dict[str, Term | Items] = {}

    def pairs(self, close: str) -> list[Pair]:
        """Predicates with their values, as they stand, up to a closing mark that is left."""
        raise NotImplementedError

    def forget(self) -> None:
        """After a directive names may mean something else."""
        self._known.clear()

    def node(self) -> Term | Blank | Items:
        """One value; `rdf:nil` is read as `()`."""
        kind, word = self.kind, self.tokens.words[self.number]
        if kind in ("name", "iri"):
            term = self.named()
            if isinstance(term, Term):
                self.iris.use(term.text)
            return term
        if kind == "string":
            return self._literal()
        if kind == "number" or word in ("true", "false"):
            return Term(self.advance(), Kind.LITERAL, word)
        if kind == "blank":
            return Term(self.advance(), Kind.LABELLED)
        if self.at("[("):
            return self._bracket(word)
        raise self.error("expected a value")

    def named(self) -> Term | Items:
        """The next token as an IRI, whose prefix is not noted as used yet."""
        kind, word = self.kind, self.tokens.words[self.number]
        known = self._known.get(word)
        if known is None:
            try:
                iri = self.iris.named(word) if kind == "name" else self.iris.resolved(word[1:-1])
                known = Items([], []) if iri == NIL else Term(self.iris.write(iri), Kind.IRI, iri)
            except KeyError:
                raise self.error("this prefix is declared nowhere above") from None
            except ValueError as error:
                raise self.error(str(error)) from None
            self._known[word] = known
        self.advance()
        return known

    def _literal(self) -> Term:
        value = literals.string(self.advance())
        if self.kind == "language":
            language = self.advance()[1:].lower()
            return Term(f"{literals.quoted(value)}@{language}", Kind.LITERAL, value, language)
        if not self.at("^^"):
            return Term(literals.quoted(value), Kind.LITERAL, value)
        self.advance()
        datatype = self.named() if self.kind in ("name", "iri") else None
        if not isinstance(datatype, Term):
            raise self.error("expected the IRI of a datatype")
        text = literals.typed(value, datatype.value, datatype.text)
        if text.endswith(f"^^{datatype.text}"):
            self.iris.use(datatype.text)
        return Term(text, Kind.LITERAL, value)

    def _bracket(self, opening: str) -> Blank | Items:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self.error(f"expected at most {DEEPEST} brackets within one another")
        self.advance()
        if opening == "[":
            pairs = self.pairs("]")
            made: Blank | Items = Blank(settled(pairs), self.close("]"))
        else:
            entries: list[Entry] = []
            while not self.at(")"):
                lead = self.above()
                entries.append(Entry(self.node(), lead, self.trail()))
            made = Items(entries, self.close(")"))
        self._depth -= 1
        return made
