using System.Text.Json.Serialization;
using Mediation.Contracts.Intake;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Lineage;

/// <summary>An incident of years ago, as exactly as people remember: a year, a month of it, or a day. What happened lies in the vault under the id.</summary>
/// <param name="About">Give or take.</param>
internal sealed record EarlierIncidentRecorded(
    Guid IncidentId, int Year, int? Month, int? Day, bool About, Handling Handling, DateTimeOffset At);

/// <summary>Heirs step into a party's place on its side. Their names lie in the vault under their ids, unless intake knows them.</summary>
internal sealed record PartySucceeded(Guid SuccessionId, Guid PartyId, IReadOnlyList<Heir> Heirs, DateOnly? DiedOn, DateTimeOffset At);

internal sealed record Heir(Guid PartyId, Relation Relation)
{
    internal const string Person = "person";

    /// <summary>Of which kind somebody is who succeeds a party.</summary>
    internal static string KindOf(Relation relation, PartyRef party) => relation == Relation.LegalSuccessor ? party.Kind : Person;
}

/// <summary>Written on both cases, seen from each.</summary>
internal sealed record CaseLinked(Guid LinkId, Guid CaseId, LinkKind Kind, DateTimeOffset At);

/// <summary>The two do not belong together after all; written on both. Why lies in the vault, under the id, of the case where it was said.</summary>
internal sealed record CaseUnlinked(Guid UnlinkingId, Guid CaseId, DateTimeOffset At);

internal sealed record CaseLink(Guid CaseId, LinkKind Kind);

/// <summary>How an earlier incident was dealt with.</summary>
[JsonConverter(typeof(CamelCaseEnum<Handling>))]
internal enum Handling
{
    None,
    Family,
    Village,
    Committee,
    Police,
    Court,
    Authority,
    Petition,
    Other,
}

/// <summary>What the heir is to whom it succeeds.</summary>
[JsonConverter(typeof(CamelCaseEnum<Relation>))]
internal enum Relation
{
    Spouse,
    Child,
    Grandchild,
    Parent,
    Sibling,
    LegalSuccessor,
    Other,
}

/// <summary>What a linked case is to the one that names it.</summary>
[JsonConverter(typeof(CamelCaseEnum<LinkKind>))]
internal enum LinkKind
{
    Related,
    Continues,
    ContinuedBy,
    CounterClaimTo,
    CounterClaimedBy,
}
