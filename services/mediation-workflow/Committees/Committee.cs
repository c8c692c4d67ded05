using Mediation.EventStore;

namespace Mediation.Workflow.Committees;

/// <summary>What the workflow knows of a committee, by message from the roster. Revision 0: never heard of it.</summary>
internal sealed record Committee(long Revision, string AreaCode) : IAggregate<Committee>
{
    public static Committee Initial { get; } = new(0, "");

    public Committee Evolve(object @event) => @event is CommitteeNoted e ? new Committee(e.Revision, e.AreaCode) : this;

    /// <summary>Of whatever unit the caller is: a case may go to another's.</summary>
    internal static async Task<Committee> FindAsync(EventStore.EventStore all, Guid? id, CancellationToken cancellation) =>
        id is { } named ? (await all.FetchForWritingAsync<Committee>(named, cancellation)).State : Initial;
}

internal sealed record CommitteeNoted(long Revision, string AreaCode);
