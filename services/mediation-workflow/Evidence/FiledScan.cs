using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Evidence;

/// <summary>Holds what a command says of a scan against the files of the case.</summary>
/// <remarks>None is ever taken out, so a look before the decision lasts.</remarks>
internal static class FiledScan
{
    private static readonly Refusal NotFiled = new("scan.notFiled", "本案卷中没有该文件", "The case has no such file on record");
    private static readonly Refusal OtherContent = new("scan.otherContent", "与卷中文件的 SHA-256 不符", "The file on record has another SHA-256");

    /// <param name="id">Of an agreement, an application or a session; what does not exist, the command itself answers.</param>
    /// <param name="sha256">Null where the file is named by its id alone.</param>
    internal static async Task<Refusal?> RefuseAsync<TState>(
        StoreReader store, Guid id, Guid? evidenceId, string? sha256, CancellationToken cancellation)
        where TState : class, IAggregate<TState>, ISealsUnder
    {
        if (evidenceId is not { } file
            || await store.FetchForWritingAsync<TState>(id, cancellation) is not { Exists: true } of)
        {
            return null;
        }

        var found = await EvidenceRows.ReadAsync(store, of.State.SubjectId, 0, 1, file, cancellation);
        return found.Count == 0 ? NotFiled
            : sha256 is null || string.Equals(found[0].Filed.Sha256, sha256, StringComparison.OrdinalIgnoreCase) ? null : OtherContent;
    }

    /// <summary>What is refused anyway says so first.</summary>
    internal static Decision Unless(this Decision decision, Refusal? scan) =>
        decision.Refusal is null && scan is not null ? scan : decision;
}
