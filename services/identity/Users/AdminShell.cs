using Mediation.Identity.Keys;
using Mediation.Identity.Storage;
using Mediation.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Mediation.Identity.Users;

/// <summary>
/// The one shell around an administrator's commands: key, version, effect and answer in one transaction, with the conventions of the
/// other services. A key used again answers as the first time, for a day.
/// </summary>
internal sealed class AdminShell(IdentityDatabase database, UserChanges changes, Sealer sealer, AuditTrail trail, TimeProvider clock)
{
    internal static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>A command that makes something new, or that needs no version.</summary>
    internal Task<IResult> RunAsync(HttpContext http, Func<Task<Outcome>> act) => RunAsync(http, ifMatch: false, _ => act());

    /// <summary>A change of a user, answered by the user as changed.</summary>
    internal Task<IResult> ChangeAsync(HttpContext http, Guid id, Action<User, DateTimeOffset> change) => ChangeAsync(http, id, async () =>
    {
        var user = (await changes.ChangeAsync(id, change, http.RequestAborted))!;
        return new Outcome(Reply.Ok(UserRead.Of(user, sealer)), user.Version);
    });

    /// <summary>A change of a user that exists, at the version that the caller has seen.</summary>
    internal Task<IResult> ChangeAsync(HttpContext http, Guid id, Func<Task<Outcome>> act) => RunAsync(http, ifMatch: true, async request =>
    {
        var version = await database.Database
            .SqlQuery<long?>($"select version as \"Value\" from users where id = {id} for update").ToListAsync(http.RequestAborted);
        if (version is not [{ } current] || current != request.ExpectedVersion)
        {
            return version is [{ } other] ? new Outcome(Verdict.Stale, other) : new Outcome(GetUser.Unknown);
        }

        await RecordAsync(http, AuditActions.AccountChanged, id);
        return await act();
    });

    /// <summary>Before the deed is committed: what is not on record does not happen.</summary>
    internal Task RecordAsync(HttpContext http, string action, Guid? subject, string? what = null) => trail.RecordDeedAsync(http, action, subject, what);

    private async Task<IResult> RunAsync(HttpContext http, bool ifMatch, Func<CommandRequest, Task<Outcome>> act)
    {
        var now = clock.GetUtcNow();
        var (request, bad) = CommandRequest.Read(http, ifMatch, now);
        if (request is null)
        {
            return Problem.From(http, bad!);
        }

        await using var transaction = await database.Database.BeginTransactionAsync(http.RequestAborted);
        if (await EarlierAsync(request, http.RequestAborted) is { } earlier)
        {
            return StoredReply.ToResult(http, earlier, request);
        }

        var outcome = await act(request);
        if (outcome.Reply is null)
        {
            http.Response.Headers.ETag = outcome.Version > 0 ? $"\"{outcome.Version}\"" : default;
            return Problem.From(http, outcome.Refusal!);
        }

        var answer = StoredReply.Write(outcome.Reply, outcome.Version, request.BodyHash);
        await database.Database.ExecuteSqlAsync(
            $"insert into admin_commands (id, made_at, answer) values ({request.CommandId}, {now}, {sealer.Seal(answer, Binding(request))})", http.RequestAborted);
        await transaction.CommitAsync(http.RequestAborted);
        return StoredReply.ToResult(http, answer, request);
    }

    private async Task<byte[]?> EarlierAsync(CommandRequest request, CancellationToken cancellation)
    {
        // Whoever sends the same key at the same moment waits here for the first.
        await database.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({request.CommandId.ToString()}, 0))", cancellation);
        var found = await database.Database
            .SqlQuery<byte[]>($"select answer as \"Value\" from admin_commands where id = {request.CommandId}").ToListAsync(cancellation);
        return found is [var box] ? sealer.Open(box, Binding(request)) : null;
    }

    private static string Binding(CommandRequest request) => $"admin-command|{request.CommandId:N}";
}

/// <summary>What came of a command: an answer with the user's version after it, or a refusal with the version it met. 0: no version.</summary>
internal sealed record Outcome(Reply? Reply, Refusal? Refusal, long Version)
{
    internal Outcome(Reply reply, long version = 0) : this(reply, null, version)
    {
    }

    internal Outcome(Refusal refusal, long version = 0) : this(null, refusal, version)
    {
    }
}
