using System.Net;
using System.Text.Json;
using Mediation.Contracts;
using Mediation.Contracts.Intake;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Rounds;
using Mediation.Workflow.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.Workflow.Tests.Cases;

/// <summary>A case of many years: its file shows what is newest, and nothing of it is out of reach.</summary>
[Collection(WorkflowSuite.Name)]
public sealed class LongFiles(WorkflowSuite suite)
{
    private const int Notes = 45;

    private static readonly string[] NewestFirst = [.. Enumerable.Range(1, Notes).Reverse().Select(n => $"第{n}次")];

    private Person Colleague => Person.Of(suite, Facts.Id(91), Roles.Mediator);

    private Person Officer => Person.Of(suite, Facts.Id(97), Roles.JudicialOfficer);

    [Fact]
    public async Task The_file_shows_the_newest_records_of_each_step_and_where_the_rest_is()
    {
        var id = await OfYearsAsync();
        var step = await StepAsync(Colleague, id, 1);
        Texts(step.GetProperty("records")).ShouldBe(NewestFirst.Take(StepRecords.Newest).Reverse());
        step.GetProperty("recordCount").GetInt32().ShouldBe(Notes);
        var rest = await Colleague.SeesAsync(step.GetProperty("earlier").GetString()!["/api/v1/".Length..]);
        Texts(rest.GetProperty("items")).ShouldBe(NewestFirst.Skip(StepRecords.Newest));
        rest.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        var brief = await StepAsync(Colleague, id, 2);
        (brief.GetProperty("recordCount").GetInt32(), brief.GetProperty("earlier").ValueKind).ShouldBe((1, JsonValueKind.Null));
    }

    [Fact]
    public async Task All_records_of_a_step_are_there_page_by_page_each_with_its_round()
    {
        var (path, texts, rounds) = ($"cases/{await OfYearsAsync()}/steps/1/records?limit=20", new List<string?>(), new List<int>());
        for (string? after = ""; after is not null;)
        {
            var page = await Colleague.SeesAsync($"{path}&after={after}");
            texts.AddRange(Texts(page.GetProperty("items")));
            rounds.AddRange(page.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("round").GetInt32()));
            after = page.GetProperty("next").GetString();
        }

        texts.ShouldBe(NewestFirst);
        rounds.ShouldBe(Enumerable.Repeat(2, 5).Concat(Enumerable.Repeat(1, Notes - 5)));
    }

    [Fact]
    public async Task What_a_side_gave_up_is_neither_listed_nor_counted_for_those_who_do_not_preside()
    {
        var id = await OfYearsAsync();
        foreach (var (reader, seen) in ((Person, int)[])[(Person.Presiding(suite), 1), (Colleague, 0), (Officer, 0)])
        {
            var step = await StepAsync(reader, id, 6);
            (step.GetProperty("recordCount").GetInt32(), step.GetProperty("records").GetArrayLength()).ShouldBe((seen, seen));
            (await reader.SeesAsync($"cases/{id}/steps/6/records")).GetProperty("items").GetArrayLength().ShouldBe(seen);
        }
    }

    [Fact]
    public async Task Who_looks_on_sees_that_there_are_records_and_for_a_reason_reads_every_one()
    {
        var id = await OfYearsAsync();
        Texts((await Officer.SeesAsync($"cases/{id}/steps/1/records")).GetProperty("items")).ShouldAllBe(text => text == "***");
        var unmasked = (await Officer.PostAsync($"cases/{id}/unmasking", new { reason = "prepareDocument" })).Expect(HttpStatusCode.OK);
        Texts(unmasked.GetProperty("steps")[0].GetProperty("records")).ShouldBe(NewestFirst.Reverse());
        unmasked.GetProperty("sessions").GetArrayLength().ShouldBe(25);
    }

    [Fact]
    public async Task Sessions_are_shown_from_the_newest_and_one_that_is_not_over_always()
    {
        var read = await Colleague.SeesAsync($"cases/{await OfYearsAsync()}");
        read.GetProperty("sessionCount").GetInt32().ShouldBe(25);
        var shown = read.GetProperty("sessions").EnumerateArray().ToList();
        shown.Select(s => s.GetProperty("status").GetString()).ShouldBe(["running", .. Enumerable.Repeat("cancelled", FileSessions.Newest)]);
        shown.ShouldAllBe(s => s.GetProperty("place").GetString() == "村委会");
        read.GetProperty("durations").GetProperty("minutesByMode").ToString().ShouldBe("""{"caucus":1,"joint":24}""");
    }

    [Fact]
    public async Task A_look_at_the_records_is_on_record_and_what_cannot_be_a_page_is_said()
    {
        var id = await OfYearsAsync();
        await Colleague.SeesAsync($"cases/{id}/steps/1/records");
        await using var count = suite.Service.Store.Database.CreateCommand($"select count(*) from audit_entries where subject = '{id}'");
        (await count.ExecuteScalarAsync()).ShouldBe(1L);
        foreach (var query in (string[])["limit=0", "limit=201", "after=x", "after=0"])
        {
            (await Colleague.ReadAsync($"cases/{id}/steps/1/records?{query}")).Expect(HttpStatusCode.BadRequest);
        }

        (await Colleague.ReadAsync($"cases/{id}/steps/7/records")).Code.ShouldBe("step.unknown");
        (await Colleague.ReadAsync($"cases/{Facts.Id(77)}/steps/1/records")).Code.ShouldBe("case.unknown");
    }

    private static async Task<JsonElement> StepAsync(Person reader, Guid id, int step) =>
        (await reader.SeesAsync($"cases/{id}")).GetProperty("steps")[step - 1];

    private static IEnumerable<string?> Texts(JsonElement records) =>
        records.EnumerateArray().Select(r => r.GetProperty("text").GetString());

    private async Task<Guid> OfYearsAsync()
    {
        var (id, at, texts) = (NewId(), Facts.Now, new List<VaultText>());
        PartyRef[] parties = [new(Facts.Id(51), "A", "person"), new(Facts.Id(52), "B", "person")];
        RecordAdded Record(int step, RecordKind kind, string text)
        {
            texts.Add(new VaultText(NewId(), "text", text));
            return new RecordAdded(texts[^1].Item, step, kind, null, null, null, null, null, at, at);
        }

        object[] events =
        [
            new CaseOpened(id, "（2026）段人调字第0001号", Facts.Committee, "610981113", "0999", "police", parties, 2, 9, 8000, "six-step", 1, at, at),
            new MediatorAssigned(Testing.TestCaller.Everyone, at),
            .. Enumerable.Range(1, Notes - 5).Select(n => Record(1, RecordKind.Note, $"第{n}次")),
            Record(2, RecordKind.Note, "送达"), Record(6, RecordKind.Concession, "愿让三尺"),
            new CaseClosed(Endings.GapTooWide, at), new RoundOpened(2, Facts.Committee, null, false, at),
            new MediatorAssigned(Testing.TestCaller.Everyone, at),
            .. Enumerable.Range(Notes - 4, 5).Select(n => Record(1, RecordKind.Note, $"第{n}次")),
        ];
        var sessions = Enumerable.Range(0, 25).Select(_ => NewId()).Order().ToList();
        texts.AddRange(sessions.Select(session => new VaultText(session, "place", "村委会")));
        await suite.Service.AppendAsync<Case>(id, events, await suite.Service.App.Services.GetRequiredService<Vault>().SealAsync(id, texts));
        foreach (var (n, session) in sessions.Index())
        {
            object called = new SessionCalled(session, id, Panel.Custom, ["A", "B"], [], at, at, Round: 1);
            // A minute and a half is one.
            var segment = Facts.Part(n == 1 ? Mode.Caucus : Mode.Joint, 9, 10) with { EndedAt = Facts.Part(Mode.Joint, 9, 10).StartedAt.AddSeconds(90) };
            object recorded = new SegmentRecorded(segment with { Id = NewId() }, at);
            await suite.Service.AppendAsync<Session>(session, n == 0 ? [called, recorded] : [called, recorded, new SessionCancelled(at)]);
        }

        return id;
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
}
