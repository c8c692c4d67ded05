using System.Net;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Mediation.Workflow.Agreements;

namespace Mediation.Workflow.Tests.Offline;

/// <summary>Append-only entries arrive in any order, in any batches, any number of times: the file is the same.</summary>
[Collection(WorkflowSuite.Name)]
public sealed class AnyOrder(WorkflowSuite suite)
{
    private const int Runs = 12;
    private static readonly DateTimeOffset Given = TimeProvider.System.GetUtcNow().AddMinutes(-10);
    private int _made;

    [Fact]
    public void The_file_is_the_same() => Prop
        .ForAll(Gen.Choose(0, 1_000_000).ArrayOf(40).ToArbitrary(), Run)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));

    // FsCheck waits for nobody.
    private void Run(int[] draws) => Task.Run(() => RunAsync(draws)).GetAwaiter().GetResult();

    private async Task RunAsync(int[] draws)
    {
        var (file, agreement) = (NewId(), NewId());
        await suite.Service.AppendAsync<Case>(file, Facts.Open(Facts.Opened() with { CaseId = file }));
        await suite.Service.AppendAsync<Agreement>(agreement, [.. Facts.InEffect().Select(e => e is AgreementDrafted d ? d with { AgreementId = agreement, CaseId = file } : e)]);
        var commands = Commands(file, agreement);
        // Half of the draws say what is sent, repeated and left out as it comes; the other half in which order all of it comes once more.
        var sent = draws[..20].Select(d => commands[d % commands.Count]).Concat(commands.OrderBy(c => draws[20 + commands.IndexOf(c)]));
        foreach (var batch in sent.Chunk((draws[0] % 5) + 1))
        {
            (await SendAsync(batch)).ShouldAllBe(outcome => outcome == "applied" || outcome == "alreadyApplied" || outcome == "waiting");
        }

        (await SendAsync([.. commands])).ShouldAllBe(outcome => outcome == "applied" || outcome == "alreadyApplied");
        (await SendAsync([.. commands])).ShouldAllBe(outcome => outcome == "alreadyApplied");
        await TheFileHoldsEachOnceAsync(file, agreement);
    }

    private async Task TheFileHoldsEachOnceAsync(Guid file, Guid agreement)
    {
        var read = JsonElement.Parse(await suite.Client.GetStringAsync($"/api/v1/cases/{file}"));
        read.GetProperty("steps")[0].GetProperty("records").EnumerateArray().Select(r => r.GetProperty("text").GetString()).Order().ShouldBe(["一", "三", "二"]);
        var session = read.GetProperty("sessions").EnumerateArray().ShouldHaveSingleItem();
        session.GetProperty("segments").GetArrayLength().ShouldBe(2);
        session.GetProperty("participants")[0].GetProperty("checkedInAt").ValueKind.ShouldBe(JsonValueKind.String);
        var performance = JsonElement.Parse(await suite.Client.GetStringAsync($"/api/v1/agreements/{agreement}/performance"));
        performance.GetProperty("performances").EnumerateArray().Select(p => p.GetProperty("amount").GetDecimal()).Order().ShouldBe([100, 200, 300]);
        performance.GetProperty("urgings").GetArrayLength().ShouldBe(2);
    }

    private List<object> Commands(Guid file, Guid agreement)
    {
        var call = NewId();
        string duty = $"agreements/{agreement}/obligations/{Facts.Payment.Id}", records = $"cases/{file}/steps/1/records";
        return
        [
            Command(records, new { kind = "note", text = "一" }), Command(records, new { kind = "note", text = "二" }), Command(records, new { kind = "note", text = "三" }),
            new
            {
                id = call, path = $"/api/v1/cases/{file}/sessions", at = Given,
                body = new { startsAt = Given.AddHours(-4), place = "村委会", panel = "custom", participants = new[] { new { role = "mediator" } } },
            },
            Command($"sessions/{{{call}}}/segments", new { mode = "homeVisit", startedAt = Given.AddHours(-4), endedAt = Given.AddHours(-3) }),
            Command($"sessions/{{{call}}}/segments", new { mode = "homeVisit", startedAt = Given.AddHours(-2), endedAt = Given.AddHours(-1) }),
            Command($"sessions/{{{call}}}/participants/{{{call}#participants/0/id}}/check-in", new { at = Given }),
            Command($"{duty}/urgings", new { manner = "phone", text = "一催" }), Command($"{duty}/urgings", new { manner = "visit", text = "二催" }),
            Command($"{duty}/performances", new { kind = "partial", amount = 100, receiptNumber = "1", performedOn = "2026-04-01" }),
            Command($"{duty}/performances", new { kind = "partial", amount = 200, receiptNumber = "2", performedOn = "2026-04-02" }),
            Command($"{duty}/performances", new { kind = "partial", amount = 300, receiptNumber = "3", performedOn = "2026-04-03" }),
        ];
    }

    private Guid NewId() => Facts.Id(500_000 + Interlocked.Increment(ref _made));

    private object Command(string path, object body) => new { id = NewId(), path = $"/api/v1/{path}", body, at = Given };

    private async Task<IReadOnlyList<string?>> SendAsync(object[] commands) =>
    [
        .. (await Answer.PostAsync(suite.Client, "/api/v1/sync", new { commands })).Expect(HttpStatusCode.OK)
            .GetProperty("results").EnumerateArray().Select(a => a.GetProperty("outcome").GetString()),
    ];
}
