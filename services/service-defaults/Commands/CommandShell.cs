using Mediation.EventStore;

namespace Mediation.ServiceDefaults;

/// <summary>The one shell around every decision behind an endpoint: load, decide, append, answer. Thread-safe.</summary>
/// <remarks>
/// A key used again answers as the first time. A command with <c>If-Match</c> loses with 412 and the current ETag when another was
/// quicker; an append-only one is decided again on the newer state.
/// </remarks>
public sealed class CommandShell(EventStore.EventStore store, Vault vault, TimeProvider clock)
{
    private const int Attempts = 30;

    private readonly StreamTurns _turns = new();

    private static readonly Refusal Busy = new("version.busy", "操作繁忙，请重试", "Too many changes at once; try again");

    /// <summary>A new id, ordered by time.</summary>
    public Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>
    /// Says what a request asks for whose body is streamed, so that a key used again for something else is noticed. JSON bodies are hashed
    /// without it.
    /// </summary>
    /// <param name="http">The request, before the command.</param>
    /// <param name="hash">Of everything that makes the request what it is, its path too.</param>
    public static void BodyIs(HttpContext http, string hash) => CommandRequest.SetHash(http, hash);

    /// <summary>
    /// A command that starts the stream <paramref name="id"/>. It is first decided as if there were none, without a look at the store: an id just
    /// drawn has no stream, and the append notices a stream and a key used before. Then, or when it is refused, it is decided again after a look.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="id">The stream.</param>
    /// <param name="command">The body.</param>
    /// <param name="decide">Pure decision.</param>
    /// <param name="reply">The answer, from the state after.</param>
    public Task<IResult> CreateAsync<TState, TCommand>(
        HttpContext http, Guid id, TCommand command, Func<TState, TCommand, DateTimeOffset, Decision> decide, Func<TState, Reply> reply)
        where TState : class, IAggregate<TState> =>
        RunAsync(
            http, id, ifMatch: false,
            (request, now) => OneAsync(ReaderOf(http), id, mustExist: false, request, s => decide(s, command, now), reply),
            (request, now) => Verdict.OfNew(vault, id, decide(TState.Initial, command, now), request, reply));

    /// <summary>A change of what exists: needs <c>If-Match</c> (428 without, 412 when stale). 404 when it does not exist.</summary>
    /// <inheritdoc cref="CreateAsync"/>
    public Task<IResult> ChangeAsync<TState, TCommand>(
        HttpContext http, Guid id, TCommand command, Func<TState, TCommand, DateTimeOffset, Decision> decide, Func<TState, Reply> reply)
        where TState : class, IAggregate<TState> =>
        RunAsync(http, id, ifMatch: true, (request, now) => OneAsync(ReaderOf(http), id, mustExist: true, request, s => decide(s, command, now), reply));

    /// <summary>An append-only entry to what exists: <c>If-Match</c> is not needed, but honoured.</summary>
    /// <inheritdoc cref="CreateAsync"/>
    public Task<IResult> AppendAsync<TState, TCommand>(
        HttpContext http, Guid id, TCommand command, Func<TState, TCommand, DateTimeOffset, Decision> decide, Func<TState, Reply> reply)
        where TState : class, IAggregate<TState> =>
        RunAsync(http, id, ifMatch: false, (request, now) => OneAsync(ReaderOf(http), id, mustExist: true, request, s => decide(s, command, now), reply));

    /// <summary>A command on a stream that may be there or not, and whose id the caller's own words decide (a report of one place and day).</summary>
    /// <inheritdoc cref="CreateAsync"/>
    public Task<IResult> EnsureAsync<TState, TCommand>(
        HttpContext http, Guid id, TCommand command, Func<TState, TCommand, DateTimeOffset, Decision> decide, Func<TState, Reply> reply)
        where TState : class, IAggregate<TState> =>
        RunAsync(http, id, ifMatch: false, (request, now) => OneAsync(ReaderOf(http), id, mustExist: null, request, s => decide(s, command, now), reply));

    /// <summary>A command over two streams, both checked at their version and written together. The first answers, carries <c>If-Match</c> and may be new.</summary>
    /// <param name="http">The request.</param>
    /// <param name="id">The first stream.</param>
    /// <param name="secondOf">Finds the second stream, which must exist, from the first one's state.</param>
    /// <param name="command">The body.</param>
    /// <param name="decide">Pure decision over both states; events of the second by <see cref="Decision.AndSecond"/>.</param>
    /// <param name="reply">The answer, from the first one's state after.</param>
    /// <param name="kind">Whether the first stream is created, changed or appended to.</param>
    public Task<IResult> OverTwoAsync<TFirst, TSecond, TCommand>(
        HttpContext http, Guid id, Func<TFirst, Guid> secondOf, TCommand command,
        Func<TFirst, TSecond, TCommand, DateTimeOffset, Decision> decide, Func<TFirst, Reply> reply, CommandKind kind)
        where TFirst : class, IAggregate<TFirst>
        where TSecond : class, IAggregate<TSecond> =>
        RunAsync(http, id, kind == CommandKind.Change, async (request, now) =>
        {
            var reader = ReaderOf(http);
            var (first, earlier) = await reader.FetchForWritingAsync<TFirst>(id, request.CommandId, http.RequestAborted);
            if (Verdict.Before(first, earlier, request, kind != CommandKind.Create) is { } early)
            {
                return early;
            }

            var second = await reader.FetchForWritingAsync<TSecond>(secondOf(first.State), http.RequestAborted);
            if (!second.Exists)
            {
                return Verdict.Refused(Refusal.Unknown(typeof(TSecond).Name.ToLowerInvariant()));
            }

            var decision = decide(first.State, second.State, command, now);
            var verdict = await Verdict.OfAsync(vault, first, decision, request, reply);
            verdict.Unit?.Append(second, decision.SecondEvents);
            return verdict;
        });

    /// <summary>A change that needs its own SQL beside the events (a gap-free number). All of it is rolled back unless the events are appended.</summary>
    /// <param name="http">The request.</param>
    /// <param name="id">The stream.</param>
    /// <param name="command">The body.</param>
    /// <param name="decide">May read and write through the transaction; runs again when PostgreSQL rolled it back.</param>
    /// <param name="reply">The answer, from the state after.</param>
    /// <param name="kind">Whether the stream is created, changed or appended to.</param>
    public Task<IResult> TransactAsync<TState, TCommand>(
        HttpContext http, Guid id, TCommand command,
        Func<StoreTransaction, TState, TCommand, DateTimeOffset, Task<Decision>> decide, Func<TState, Reply> reply,
        CommandKind kind = CommandKind.Change)
        where TState : class, IAggregate<TState> =>
        RunInTransactionAsync(
            http, kind == CommandKind.Change,
            async request =>
            {
                var (seen, earlier) = await ReaderOf(http).FetchForWritingAsync<TState>(id, request.CommandId, http.RequestAborted);
                return Verdict.Before(seen, earlier, request, kind != CommandKind.Create);
            },
            async (transaction, request, now) =>
            {
                var (fetched, earlier) = await transaction.FetchForWritingAsync<TState>(id, request.CommandId, http.RequestAborted);
                return Verdict.Before(fetched, earlier, request, kind != CommandKind.Create)
                    ?? await Verdict.OfAsync(vault, fetched, await decide(transaction, fetched.State, command, now), request, reply);
            });

    private StoreReader ReaderOf(HttpContext http) => store.ReadAs(Admission.Of(http).Scope);

    private async Task<Verdict> OneAsync<TState>(
        StoreReader reader, Guid id, bool? mustExist, CommandRequest request, Func<TState, Decision> decide, Func<TState, Reply> reply)
        where TState : class, IAggregate<TState>
    {
        var (fetched, earlier) = await reader.FetchForWritingAsync<TState>(id, request.CommandId);
        return Verdict.Before(fetched, earlier, request, mustExist) ?? await Verdict.OfAsync(vault, fetched, decide(fetched.State), request, reply);
    }

    private async Task<IResult> RunAsync(
        HttpContext http, Guid id, bool ifMatch, Func<CommandRequest, DateTimeOffset, Task<Verdict>> decide,
        Func<CommandRequest, DateTimeOffset, Verdict?>? unseen = null)
    {
        var now = clock.GetUtcNow();
        var (request, bad) = CommandRequest.Read(http, ifMatch, now);
        if (request is null)
        {
            return Problem.From(http, bad!);
        }

        var guess = request.ExpectedVersion is null ? unseen?.Invoke(request, now) : null;
        if (await TryAsync(http, request, () => guess is null ? decide(request, now) : Task.FromResult(guess)) is { } answer)
        {
            return answer;
        }

        using var turn = await _turns.TakeAsync(id, http.RequestAborted);
        for (var attempt = 2; attempt <= Attempts; attempt++)
        {
            answer = await TryAsync(http, request, () => decide(request, now));
            if (answer is not null)
            {
                return answer;
            }
        }

        return Problem.From(http, Busy);
    }

    /// <returns>Null when another was quicker.</returns>
    private async Task<IResult?> TryAsync(HttpContext http, CommandRequest request, Func<Task<Verdict>> decide)
    {
        var verdict = await decide();
        var result = verdict.Unit is null ? null : await store.AppendAsync(verdict.Unit, http.RequestAborted);
        return result?.Status == AppendStatus.Conflict ? null : Answer(http, request, verdict, result);
    }

    // The look before is the caller's, on what the caller may see; the transaction itself runs as the service, which sees every row. Not
    // inside it: a second connection for each would empty the pool.
    private async Task<IResult> RunInTransactionAsync(
        HttpContext http, bool ifMatch, Func<CommandRequest, Task<Verdict?>> before, Func<StoreTransaction, CommandRequest, DateTimeOffset, Task<Verdict>> decide)
    {
        var now = clock.GetUtcNow();
        var (request, bad) = CommandRequest.Read(http, ifMatch, now);
        if (request is null)
        {
            return Problem.From(http, bad!);
        }

        if (await before(request) is { } early)
        {
            return Answer(http, request, early, null);
        }

        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                return await store.InTransactionAsync(async transaction =>
                {
                    var verdict = await decide(transaction, request, now);
                    var result = verdict.Unit is null ? null : await transaction.AppendAsync(verdict.Unit, http.RequestAborted);
                    return result?.Status == AppendStatus.Appended
                        ? Answer(http, request, verdict, result)
                        : throw new RolledBackException(verdict, result);
                }, http.RequestAborted);
            }
            catch (RolledBackException e) when (e.Result?.Status != AppendStatus.Conflict)
            {
                return Answer(http, request, e.Verdict, e.Result);
            }
            catch (RolledBackException)
            {
                // Another was quicker: decide again on the newer state.
            }
        }

        return Problem.From(http, Busy);
    }

    private static IResult Answer(HttpContext http, CommandRequest request, Verdict verdict, AppendResult? result)
    {
        if (verdict.Refusal is { } refusal)
        {
            if (verdict.CurrentVersion is { } version)
            {
                http.Response.Headers.ETag = $"\"{version}\"";
            }

            return Problem.From(http, refusal);
        }

        return StoredReply.ToResult(http, result?.Answer ?? verdict.Answer, request);
    }

    private sealed class RolledBackException(Verdict verdict, AppendResult? result) : Exception
    {
        internal Verdict Verdict { get; } = verdict;

        internal AppendResult? Result { get; } = result;
    }
}
