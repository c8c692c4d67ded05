using Mediation.Identity.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mediation.Identity.AccessChanges;

/// <summary>Since when a subject's older tokens say too much. The services ask for these and refuse such tokens.</summary>
/// <param name="Subject">A user's or a client's id.</param>
/// <param name="NotBefore">Tokens issued earlier, or in this very second, are refused; whole seconds, as in tokens.</param>
internal sealed record AccessChange(string Subject, DateTimeOffset NotBefore)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Records a change, inside the transaction that makes it.</summary>
    internal static async Task RecordAsync(IdentityDatabase database, string subject, DateTimeOffset now)
    {
        // The next second: a refresh that read the user before the change committed may still issue a token, dated during the transaction.
        var notBefore = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()) + Second;
        await database.Database.ExecuteSqlAsync(
            $"""
             insert into access_changes (subject, not_before) values ({subject}, {notBefore})
             on conflict (subject) do update set not_before = greatest(access_changes.not_before, excluded.not_before)
             """);
    }

    /// <summary>The second after which tokens of all these subjects are good; the least value when nothing changed.</summary>
    internal static async Task<DateTimeOffset> NotBeforeAsync(IdentityDatabase database, string[] subjects, CancellationToken cancellation)
    {
        var found = await database.Database
            .SqlQuery<DateTimeOffset?>($"select max(not_before) as \"Value\" from access_changes where subject = any({subjects})")
            .SingleAsync(cancellation);
        return found ?? DateTimeOffset.MinValue;
    }

    /// <summary>Waits out a change of the last moment, so that the token about to be issued is not refused by it.</summary>
    internal static async Task SettleAsync(IdentityDatabase database, string[] subjects, TimeProvider clock, CancellationToken cancellation)
    {
        var settled = await NotBeforeAsync(database, subjects, cancellation) + Second;
        var latest = clock.GetUtcNow() + (Second * 3);
        // Until the clock says so: timers count in milliseconds and may wake before.
        for (var now = clock.GetUtcNow(); now < settled && now < latest; now = clock.GetUtcNow())
        {
            var wait = (settled < latest ? settled : latest) - now;
            await Task.Delay(wait < Shortest ? Shortest : wait, clock, cancellation);
        }
    }

    private static TimeSpan Shortest => TimeSpan.FromMilliseconds(1);
}
