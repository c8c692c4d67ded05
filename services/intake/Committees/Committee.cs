using Mediation.EventStore;

namespace Mediation.Intake.Committees;

/// <summary>What intake knows of a committee, by message from the roster. Revision 0: never heard of it.</summary>
internal sealed record Committee(long Revision, string ShortName, string AreaCode) : IAggregate<Committee>
{
    public static Committee Initial { get; } = new(0, "", "");

    public Committee Evolve(object @event) => @event is CommitteeNoted e ? new Committee(e.Revision, e.ShortName, e.AreaCode) : this;

    internal bool Covers(string area) =>
        Contracts.AreaCode.TryParse(AreaCode, out var own) && Contracts.AreaCode.TryParse(area, out var other) && own.Value.Contains(other.Value);
}

internal sealed record CommitteeNoted(long Revision, string ShortName, string AreaCode);
