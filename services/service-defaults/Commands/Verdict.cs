using Mediation.EventStore;

namespace Mediation.ServiceDefaults;

/// <summary>Whose key seals the texts of a stream, where it is not the stream itself (a session's texts belong to its case).</summary>
public interface ISealsUnder
{
    /// <summary>Subject of the vault rows.</summary>
    Guid SubjectId { get; }
}

/// <summary>One look at a command: a unit to append, or the answer without one.</summary>
internal sealed record Verdict(AppendUnit? Unit, byte[]? Answer, Refusal? Refusal = null, long? CurrentVersion = null)
{
    internal static readonly Refusal Stale =
        new("version.stale", "内容已被他人修改，请刷新后重试", "Someone changed it meanwhile; reload and try again") { Status = 412 };

    internal static readonly Refusal Erased =
        new("vault.erased", "该案的个人信息已依法删除，不能再写入", "The personal data of this case was erased; no more can be written");

    private static readonly Refusal Exists =
        new("resource.exists", "该资源已存在", "The resource exists already");

    internal static Verdict Refused(Refusal refusal) => new(null, null, refusal);

    /// <summary>Why a fetched stream may not be decided on at all; null when it may.</summary>
    /// <param name="fetched">The stream.</param>
    /// <param name="earlier">The answer under this key.</param>
    /// <param name="request">The rest of the request.</param>
    /// <param name="mustExist">Null when it may be either.</param>
    internal static Verdict? Before<TState>(Fetched<TState> fetched, StoredAnswer? earlier, CommandRequest request, bool? mustExist)
        where TState : class, IAggregate<TState>
    {
        if (earlier is not null)
        {
            return new Verdict(null, earlier.Answer);
        }

        if (mustExist is { } expected && fetched.Exists != expected)
        {
            return Refused(expected ? ServiceDefaults.Refusal.Unknown(NameOf<TState>()) : Exists);
        }

        var stale = request.ExpectedVersion is { } version && version != fetched.Version;
        return stale ? new Verdict(null, null, Stale, fetched.Version) : null;
    }

    internal static async Task<Verdict> OfAsync<TState>(
        Vault vault, Fetched<TState> fetched, Decision decision, CommandRequest request, Func<TState, Reply> reply)
        where TState : class, IAggregate<TState>
    {
        if (decision.Refusal is { } refusal)
        {
            return Refused(refusal);
        }

        var after = decision.Events.Aggregate(fetched.State, (state, e) => state.Evolve(e));
        var answer = StoredReply.Write(reply(after), fetched.Version + decision.Events.Count, request.BodyHash);
        if (decision.Events.Count + decision.SecondEvents.Count + decision.Texts.Count == 0)
        {
            return new Verdict(null, answer);
        }

        if (await SealAsync(vault, fetched.Id, after, decision) is not { } texts)
        {
            return Refused(Erased);
        }

        var unit = new AppendUnit { CommandId = request.CommandId, Headers = request.Headers, Answer = answer }.Append(fetched, decision.Events);
        return new Verdict(unit.Seal(texts), answer);
    }

    /// <returns>Null when the subject's key was erased.</returns>
    internal static Task<IReadOnlyList<SealedText>?> SealAsync(Vault vault, Guid streamId, object state, Decision decision) =>
        vault.SealAsync((state as ISealsUnder)?.SubjectId ?? streamId, decision.Texts);

    private static string NameOf<TState>() => char.ToLowerInvariant(typeof(TState).Name[0]) + typeof(TState).Name[1..];
}
