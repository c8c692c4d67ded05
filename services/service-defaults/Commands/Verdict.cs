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

        var (after, answer) = After(fetched, decision, request, reply);
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

    /// <summary>
    /// Of a stream that is taken for new without a look: the append finds out. Its texts bring their key along, so nothing is written before.
    /// </summary>
    /// <returns>Null when there would be nothing to append, which needs the look.</returns>
    internal static Verdict? OfNew<TState>(Vault vault, Guid id, Decision decision, CommandRequest request, Func<TState, Reply> reply)
        where TState : class, IAggregate<TState>
    {
        if (decision.Refusal is not null || decision.Events.Count == 0)
        {
            return null;
        }

        var fetched = new Fetched<TState>(id, TState.Initial, 0);
        var (after, answer) = After(fetched, decision, request, reply);
        if (after is ISealsUnder)
        {
            return null;
        }

        var (key, texts) = vault.SealFirst(id, decision.Texts);
        var unit = new AppendUnit { CommandId = request.CommandId, Headers = request.Headers, Answer = answer, Key = key };
        return new Verdict(unit.Append(fetched, decision.Events).Seal(texts), answer);
    }

    private static (TState After, byte[] Answer) After<TState>(
        Fetched<TState> fetched, Decision decision, CommandRequest request, Func<TState, Reply> reply) where TState : class, IAggregate<TState>
    {
        var after = decision.Events.Aggregate(fetched.State, (state, e) => state.Evolve(e));
        return (after, StoredReply.Write(reply(after), fetched.Version + decision.Events.Count, request.BodyHash));
    }

    /// <returns>Null when the subject's key was erased.</returns>
    internal static Task<IReadOnlyList<SealedText>?> SealAsync(Vault vault, Guid streamId, object state, Decision decision) =>
        vault.SealAsync((state as ISealsUnder)?.SubjectId ?? streamId, decision.Texts);

    private static string NameOf<TState>() => char.ToLowerInvariant(typeof(TState).Name[0]) + typeof(TState).Name[1..];
}
