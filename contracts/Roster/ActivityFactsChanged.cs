namespace Mediation.Contracts.Roster;

/// <summary>Fact: all that is reportable of an activity. Idempotent and order-free: the highest revision counts.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Revision">Version of its stream.</param>
/// <param name="Kind">Code of its kind, such as patrol, training, lawTalk, concentratedSearch.</param>
/// <param name="TeamId">Whose it is; null for no team's.</param>
/// <param name="AreaCode">Where.</param>
/// <param name="Day">When.</param>
/// <param name="Persons">Persons who took part.</param>
/// <param name="Minutes">How long, once, however many took part.</param>
/// <param name="Withdrawn">Whether it counts no more.</param>
public sealed record ActivityFactsChanged(
    Guid ActivityId, long Revision, string Kind, Guid? TeamId, string AreaCode, DateOnly Day, int Persons, int Minutes, bool Withdrawn);
