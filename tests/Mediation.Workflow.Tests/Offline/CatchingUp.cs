using System.Net;
using System.Text.Json;
using Mediation.Contracts;

namespace Mediation.Workflow.Tests.Offline;

[Collection(WorkflowSuite.Name)]
public sealed class CatchingUp(WorkflowSuite suite)
{
    private static readonly DateTimeOffset Given = TimeProvider.System.GetUtcNow().AddMinutes(-10);

    [Fact]
    public async Task What_was_given_offline_is_applied_once_however_often_it_is_sent()
    {
        var file = await suite.OpenAsync();
        var note = Note(file, "入户走访");
        (await OutcomesAsync(note)).ShouldBe(["applied"]);
        (await OutcomesAsync(note, note)).ShouldBe(["alreadyApplied", "alreadyApplied"]);
        (await file.ReadAsync()).GetProperty("steps")[0].GetProperty("records").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_command_may_name_what_another_made_and_comes_after_it()
    {
        var file = await suite.OpenAsync();
        Guid call = NewKey(), arrival = NewKey(), segment = NewKey();
        object[] batch =
        [
            Command(segment, $"sessions/{{{call}}}/segments", new { mode = "homeVisit", startedAt = Given.AddHours(-2), endedAt = Given.AddHours(-1) }),
            Command(arrival, $"sessions/{{{call}}}/participants/{{{call}#participants/0/id}}/check-in", new { }),
            Call(call, file),
            // One that changes what exists names the version that its forerunner left.
            Command(NewKey(), $"sessions/{{{call}}}/closing", new { result = "adjourned" }, ifMatch: $"{{{segment}}}", at: Given.AddMinutes(1)),
        ];
        (await OutcomesAsync(batch[0])).ShouldBe(["waiting"]);
        (await OutcomesAsync(batch[1..3])).ShouldBe(["applied", "applied"]);
        (await OutcomesAsync(batch)).ShouldBe(["applied", "alreadyApplied", "alreadyApplied", "applied"]);
        var session = (await file.ReadAsync()).GetProperty("sessions")[0];
        (session.GetProperty("segments").GetArrayLength(), session.GetProperty("participants")[0].GetProperty("checkedInAt").ValueKind)
            .ShouldBe((1, JsonValueKind.String));
    }

    [Fact]
    public async Task A_change_that_another_made_meanwhile_is_a_conflict_with_the_current_version()
    {
        var file = await suite.OpenAsync();
        var answer = (await SendAsync(Command(NewKey(), $"cases/{file.Id}/termination", new { reason = "G" }, ifMatch: "\"3\"")))[0];
        (answer.GetProperty("outcome").GetString(), answer.GetProperty("status").GetInt32(), answer.GetProperty("version").GetString())
            .ShouldBe(("conflict", 412, "\"4\""));
        (await OutcomesAsync(Command(NewKey(), $"cases/{file.Id}/termination", new { reason = "G" }, ifMatch: "\"4\""))).ShouldBe(["applied"]);
    }

    [Fact]
    public async Task Each_refusal_says_why_and_stops_nobody_else()
    {
        var file = await suite.OpenAsync();
        var used = NewKey();
        var answers = await SendAsync(
            Note(file, "甲"), Note(file, ""), Command(NewKey(), $"cases/{file.Id}/termination", new { reason = "G" }),
            Command(NewKey(), "cases/x/steps/1/records", new { }), Command(NewKey(), $"cases/{Guid.Empty}/steps/1/records", new { kind = "note", text = "x" }),
            Command(NewKey(), $"cases/{file.Id}/nowhere", new { }), Command(used, $"cases/{file.Id}/steps/1/records", new { kind = "note", text = "乙" }),
            Command(used, $"cases/{file.Id}/steps/1/records", new { kind = "note", text = "丙" }), Note(file, "丁"));
        answers.Select(a => a.GetProperty("problem") is { ValueKind: JsonValueKind.Object } p ? p.GetProperty("code").GetString() : a.GetProperty("outcome").GetString())
            .ShouldBe(["applied", "body.invalid", "ifMatch.required", "request.malformed", "case.unknown", "route.unknown", "applied", "idempotencyKey.reused", "applied"]);
        (await file.ReadAsync()).GetProperty("steps")[0].GetProperty("records").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task What_cannot_be_given_offline_is_refused_and_so_is_the_future()
    {
        var file = await suite.OpenAsync();
        string[] paths = ["sync", "invitations/exchange", $"cases/{file.Id}/../audit", $"cases/{file.Id}?x=1", "disputes/x", $"cases/{file.Id}/%2e%2e"];
        var answers = await SendAsync([.. paths.Select(path => Command(NewKey(), path, new { })), Command(NewKey(), $"cases/{file.Id}/termination", "text")]);
        answers.ShouldAllBe(a => a.GetProperty("problem").GetProperty("code").GetString() == "sync.malformed");
        var future = await SendAsync(Command(NewKey(), $"cases/{file.Id}/steps/1/records", new { kind = "note", text = "x" }, at: Given.AddHours(1)));
        future[0].GetProperty("problem").GetProperty("code").GetString().ShouldBe("sync.atInFuture");
        var noted = await SendAsync(Command(
            NewKey(), $"cases/{file.Id}/steps/1/records", new { kind = "note", text = "x", occurredAt = Given.AddHours(1) }));
        noted[0].GetProperty("problem").GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("inFuture");
        var circle = NewKey();
        (await OutcomesAsync(Command(circle, $"cases/{{{circle}}}/termination", new { }))).ShouldBe(["waiting"]);
    }

    [Fact]
    public async Task A_batch_has_bounds_and_each_command_an_id()
    {
        var file = await suite.OpenAsync();
        async Task<string[]> BadAsync(object body) =>
            [.. (await Answer.PostAsync(suite.Client, "/api/v1/sync", body)).Expect(HttpStatusCode.BadRequest).GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()!)];
        (await BadAsync(new { })).ShouldBe(["commands"]);
        (await BadAsync(new { commands = Enumerable.Range(0, 101).Select(_ => Note(file, "x")) })).ShouldBe(["commands"]);
        (await BadAsync(new { commands = new object?[] { null, new { path = "/api/v1/cases/x" } } })).ShouldBe(["commands[0].id", "commands[1].id"]);
        var wrong = (await Answer.PostAsync(suite.Client, "/api/v1/sync", new { clientNow = Given.AddHours(3), commands = new[] { Note(file, "x") } })).Expect(HttpStatusCode.OK);
        wrong.GetProperty("clockOffsetSeconds").GetInt32().ShouldBeGreaterThan(9000);
    }

    [Fact]
    public async Task A_batch_reaches_no_further_than_its_sender()
    {
        var file = await suite.OpenAsync();
        var note = Note(file, "外人");
        async Task<string> CodeAsync(Person person) => (await person.PostAsync("sync", new { commands = new[] { note } }))
            .Expect(HttpStatusCode.OK).GetProperty("results")[0].GetProperty("problem").GetProperty("code").GetString()!;
        (await CodeAsync(Person.OfOtherUnit(suite, Roles.Mediator))).ShouldBe("case.unknown");
        (await CodeAsync(Person.Of(suite, Facts.Id(7), Roles.BureauAnalyst))).ShouldBe("access.role");
        (await new Person(suite.Client, null).PostAsync("sync", new { commands = new[] { note } })).Expect(HttpStatusCode.Unauthorized);
        var mine = Person.Of(suite, Facts.Id(7), Roles.Mediator);
        (await mine.PostAsync("sync", new { commands = new[] { note } })).Expect(HttpStatusCode.OK);
        var history = await suite.Client.GetStringAsync($"/api/v1/cases/{file.Id}/history");
        history.ShouldContain($"{Facts.Id(7)}");
    }

    private static Guid NewKey() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private static object Note(TestCase file, string text) => Command(NewKey(), $"cases/{file.Id}/steps/1/records", new { kind = "note", text });

    private static object Call(Guid key, TestCase file) => Command(
        key, $"cases/{file.Id}/sessions",
        new { startsAt = Given.AddHours(-3), place = "村委会", panel = "custom", participants = new[] { new { role = "mediator" } } });

    private static object Command(Guid id, string path, object body, string? ifMatch = null, DateTimeOffset? at = null) =>
        new { id, method = "POST", path = $"/api/v1/{path}", body, ifMatch, at = at ?? Given };

    private async Task<IReadOnlyList<string>> OutcomesAsync(params object[] commands) =>
        [.. (await SendAsync(commands)).Select(a => a.GetProperty("outcome").GetString()!)];

    private async Task<IReadOnlyList<JsonElement>> SendAsync(params object[] commands) =>
        [.. (await Answer.PostAsync(suite.Client, "/api/v1/sync", new { commands })).Expect(HttpStatusCode.OK).GetProperty("results").EnumerateArray()];
}
