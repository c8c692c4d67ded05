using System.Globalization;
using Mediation.EventStore;
using Microsoft.AspNetCore.Mvc;

namespace Mediation.ServiceDefaults;

/// <summary><c>GET /api/v1/audit/{service}</c>: a service's own trail, for the auditor, wherever it happened.</summary>
public static class ReadTrail
{
    private const int Most = 200;
    private const int Usual = 50;

    /// <summary>Maps the route; its row in the access table is <c>GET /api/v1/audit/&lt;name&gt;</c>.</summary>
    /// <param name="app">The host.</param>
    /// <param name="name">Short name of the service.</param>
    public static void MapAuditTrail(this IEndpointRouteBuilder app, string name) =>
        app.MapGet($"/api/v1/audit/{name}", HandleAsync).WithTags("Audit").WithName($"Read{char.ToUpperInvariant(name[0])}{name[1..]}Trail")
            .WithSummary("审计记录 / Who looked at what, and who was refused").Produces<AuditPage>().ProducesProblem(400);

    /// <param name="http">The request.</param>
    /// <param name="trail">The service's; that a reason in words was read is put on record in its turn.</param>
    /// <param name="store">The service's; none where nobody gives reasons in words.</param>
    /// <param name="vault">Holds reasons in words, which are opened where one subject is asked for.</param>
    /// <param name="after">Number of the last entry seen.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="actor">Who.</param>
    /// <param name="subject">Dispute with its case, mediator, or account.</param>
    /// <param name="action">See <see cref="AuditActions"/>.</param>
    /// <param name="from">Time with offset, inclusive.</param>
    /// <param name="to">Time with offset, exclusive.</param>
    internal static async Task<IResult> HandleAsync(
        HttpContext http, AuditTrail trail, [FromServices] EventStore.EventStore? store = null, [FromServices] Vault? vault = null, long? after = null, int? limit = null, string? actor = null,
        Guid? subject = null, string? action = null, string? from = null, string? to = null)
    {
        var (since, until) = (TimeOf(from), TimeOf(to));
        var check = new FieldCheck().Range("limit", limit, 1, Most).Range("after", after, 0, long.MaxValue)
            .That(from is null || since is not null, "from", "malformed", "时间格式有误", "Not a time with an offset")
            .That(to is null || until is not null, "to", "malformed", "时间格式有误", "Not a time with an offset");
        if (check.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var size = limit ?? Usual;
        var (condition, values) = Condition(after ?? 0, actor, subject, action, since, until);
        var found = await AuditRows.ReadAsync(trail.Database, condition, values, size + 1, http.RequestAborted);
        var texts = store is not null && vault is not null && subject is { } one && found.Any(row => row.Entry.Note is not null) ? await OpenAsync(http, store, vault, trail, one) : null;
        var head = await AuditRows.HeadAsync(trail.Database, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        var items = found.Take(size).Select(row => AuditRead.Of(row, texts)).ToList();
        return Results.Json(new AuditPage(items, found.Count > size ? items[^1].Seq : null, head.ToString()), ServiceJson.Options);
    }

    private static async Task<VaultTexts> OpenAsync(HttpContext http, EventStore.EventStore store, Vault vault, AuditTrail trail, Guid subject)
    {
        var texts = await vault.OpenAsync(store.ReadAs(RowScope.Everything), subject, http.RequestAborted);
        await trail.RecordReadAsync(http, subject);
        return texts;
    }

    private static (string Condition, List<object> Values) Condition(
        long after, string? actor, Guid? subject, string? action, DateTimeOffset? from, DateTimeOffset? to)
    {
        List<object> values = [after];
        List<string> arms = ["seq > $1"];
        foreach (var (arm, value) in new (string, object?)[] { ("actor =", actor), ("subject =", subject), ("action =", action), ("at >=", from), ("at <", to) })
        {
            if (value is not null)
            {
                values.Add(value);
                arms.Add($"{arm} ${values.Count}");
            }
        }

        return (string.Join(" and ", arms), values);
    }

    // A '+' that was not escaped arrives as a blank.
    private static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text?.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUniversalTime() : null;
}

/// <param name="Items">In the order they were written.</param>
/// <param name="Next">What to ask for as <c>after</c>; null at the end.</param>
/// <param name="Head">Number and hash of the last entry there is: written down elsewhere, it shows later that nothing was cut off.</param>
internal sealed record AuditPage(IReadOnlyList<AuditRead> Items, long? Next, string Head);

/// <param name="Seq">Its number, without gaps.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who; null where the token was not to be believed.</param>
/// <param name="ClientId">The program in between.</param>
/// <param name="Action">See <see cref="AuditActions"/>.</param>
/// <param name="Route">Method and template.</param>
/// <param name="Subject">Dispute with its case, or mediator.</param>
/// <param name="Reason">Code.</param>
/// <param name="Address">From where.</param>
/// <param name="Times">How many alike this entry counts.</param>
/// <param name="Text">The reason in words, where one subject was asked for; null where there are none, or where they were erased.</param>
internal sealed record AuditRead(
    long Seq, DateTimeOffset At, string? Actor, string? ClientId, string Action, string Route, Guid? Subject, string? Reason, string? Address, int Times,
    string? Text)
{
    internal static AuditRead Of(AuditRow row, VaultTexts? texts) => new(
        row.Sequence, row.Entry.At, row.Entry.Actor, row.Entry.ClientId, row.Entry.Action, row.Entry.Route, row.Entry.Subject, row.Entry.Reason,
        row.Entry.Address, row.Entry.Times, texts is not null && row.Entry.Note is { } note ? AuditTrail.NoteOf(texts, note) : null);
}
