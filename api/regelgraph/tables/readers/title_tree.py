"""Which titles lie below which, of which kind they are, and to which legal groups they lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from regelgraph.rulebook import Title


class TitleTree:
    """The titles by skos:broader, and the kinds of title with those that include them."""

    def __init__(self, titles: Mapping[str, Title], kind_broader: Mapping[str, tuple[str, ...]]) -> None:
        self._titles = titles
        self._kind_broader = kind_broader
        self._narrower: dict[str, list[str]] = {}
        for title in titles.values():
            for broader in title.broader:
                self._narrower.setdefault(broader, []).append(title.iri)

    def below(self, iri: str) -> frozenset[str]:
        """The title and all below it."""
        found: set[str] = set()
        left = [iri]
        while left:
            if (title := left.pop()) not in found:
                found.add(title)
                left += self._narrower.get(title, [])
        return frozenset(found)

    def groups(self, iri: str) -> frozenset[str]:
        """The legal groups that a title stands for: its own, else those of the titles directly and further below."""
        own = self._titles[iri].legal_group
        if own:
            return frozenset({own})
        return frozenset().union(*(self.groups(title) for title in self._narrower.get(iri, [])))

    def fits(self, kind: str | None, said: Iterable[str]) -> bool:
        """Whether a title of `kind` is of every kind said."""
        held: set[str] = set()
        left = [kind] if kind else []
        while left:
            if (each := left.pop()) not in held:
                held.add(each)
                left += self._kind_broader.get(each, ())
        return held.issuperset(said)

    def any_kind_fits(self, kinds: Iterable[str], said: Iterable[str]) -> bool:
        """Whether one of the kinds that a spelling names is of every kind said."""
        return any(self.fits(kind, said) for kind in kinds)

    def narrowed(self, iri: str, said: frozenset[str]) -> frozenset[str]:
        """The title itself if it is of the kinds said, or, its own kind open, all below it are; else those that are.

        Of two of which one lies below the other, only the wider is named where it leads to the same groups.
        """
        kind = self._titles[iri].kind
        if not said or self.fits(kind, said):
            return frozenset({iri})
        if kind is not None:
            return frozenset()
        inner = {title for title in self.below(iri) if self._titles[title].kind}
        fitting = frozenset(title for title in inner if self.fits(self._titles[title].kind, said))
        if fitting and fitting == inner and not self._titles[iri].legal_group:
            return frozenset({iri})
        covered = {
            low
            for high in fitting
            for low in self.below(high) & fitting - {high}
            if self.groups(low) <= self.groups(high)
        }
        return fitting - covered

    def common(self, some: frozenset[str], others: frozenset[str]) -> frozenset[str]:
        """The narrower of each two titles of which one lies below the other."""
        inner = {a for a in some for b in others if a in self.below(b)}
        return frozenset(inner | {b for b in others for a in some if b in self.below(a)})
