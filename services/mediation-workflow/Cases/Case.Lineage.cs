using Mediation.Contracts.Intake;
using Mediation.Workflow.Lineage;

namespace Mediation.Workflow.Cases;

/// <summary>Who came before, and what belongs together.</summary>
internal sealed partial record Case
{
    public IReadOnlyList<PartySucceeded> Successions { get; init => field = value ?? []; } = [];
    public IReadOnlyList<CaseLink> Links { get; init => field = value ?? []; } = [];
    public int EarlierIncidents { get; init; }

    private Case EvolveLineage(object @event) => @event switch
    {
        EarlierIncidentRecorded => this with { EarlierIncidents = EarlierIncidents + 1 },
        PartySucceeded e => this with { Successions = [.. Successions, e], Parties = [.. Parties.SelectMany(party => InPlaceOf(party, e))] },
        CaseLinked e => this with { Links = [.. Links, new CaseLink(e.CaseId, e.Kind)] },
        CaseUnlinked e => this with { Links = [.. Links.Where(link => link.CaseId != e.CaseId)] },
        _ => this,
    };

    // An heir who is a party already stays where it is.
    private IEnumerable<PartyRef> InPlaceOf(PartyRef party, PartySucceeded e) => party.PartyId != e.PartyId
        ? [party]
        : e.Heirs.Where(heir => !HasParty(heir.PartyId))
            .Select(heir => new PartyRef(heir.PartyId, party.Side, Heir.KindOf(heir.Relation, party)));
}
