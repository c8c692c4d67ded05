using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.ExportLinks;

/// <summary>A link to one answer, for a scheduler that pulls it again and again.</summary>
/// <param name="Question">Path and query of a GET that the maker may send, such as <c>/api/v1/metrics/M03?area=61&amp;format=csv</c>. Without from and to its period moves on.</param>
/// <param name="Expires">At most ninety days from now.</param>
internal sealed record MakeLink(string? Question = null, DateTimeOffset? Expires = null)
{
    private const int LongestQuestion = 1000;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);
    private static readonly string[] Readers = [Roles.BureauAnalyst, Roles.BureauClient];

    private static readonly Refusal ForeignMaker =
        new("link.foreignMaker", "外部平台的账号不能创建链接", "Accounts of another issuer make no links: nobody would say when they end");

    internal static Decision Decide(MakeLink command, Maker maker, DateTimeOffset now) => Check(command, now) is { } bad ? bad
        // The name of another issuer's subject begins with that issuer's key; of its changes the suite hears nothing.
        : maker.Actor.Contains(':', StringComparison.Ordinal) ? ForeignMaker
        : Decision.Of(new LinkMade(maker, command.Question!, command.Expires!.Value.ToUniversalTime(), now));

    internal static async Task<IResult> PostAsync(
        HttpContext http, MakeLink body, CommandShell shell, EventStore.EventStore store, Vault vault, AuditTrail trail, Pulls pulls, TimeProvider clock)
    {
        if (Check(body, clock.GetUtcNow()) is { } bad)
        {
            return Problem.From(http, bad);
        }

        var (id, caller) = (shell.NewId(), Caller.Of(http));
        var maker = new Maker(caller.Actor, caller.ClientId, [.. caller.Roles.Intersect(Readers)], caller.Areas, caller.IssuedAt);
        // What would be refused to whoever pulls is refused here, in the same words.
        var answer = await pulls.AskAsync(http, body.Question!, maker.Caller);
        if (answer.Status != StatusCodes.Status200OK)
        {
            return answer.AsRefusal();
        }

        await trail.RecordAsync(http, caller, AuditActions.LinkMade, id);
        var result = await shell.CreateAsync<ExportLink, MakeLink>(
            http, id, body, (_, command, now) => Decide(command, maker, now), link => Reply.Created(LinkView.PathOf(id), LinkView.Of(id, link, null)));
        // What is kept with the command has no signature.
        http.Response.Headers.CacheControl = "no-store";
        return await store.FetchForWritingAsync<ExportLink>(id, http.RequestAborted) is { Exists: true } made
            ? Results.Json(LinkView.Of(id, made.State, await LinkSignature.OfAsync(vault, made)), ServiceJson.Options, statusCode: StatusCodes.Status201Created)
            : result;
    }

    private static Refusal? Check(MakeLink command, DateTimeOffset now)
    {
        var check = new FieldCheck().Text("question", command.Question, LongestQuestion);
        return check
            .That(check.Refusal is not null || Pulls.CanAnswer(command.Question!), "question", "notPullable", "不是可导出的查询地址", "Not the address of an answer that can be exported")
            .That(
                command.Expires is { } at && at > now && at <= now + Longest, "expires", "outOfRange",
                "须晚于现在，最长九十天", "In the future, at most ninety days from now")
            .Refusal;
    }
}
