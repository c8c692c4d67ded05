using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Mediation.Contracts;
using Mediation.Testing;

namespace Mediation.EndToEnd.Tests;

/// <summary>The cases that shape the design, each walked as its users walk it.</summary>
public sealed class TheMainJob(Suite suite) : IClassFixture<Suite>
{
    private static readonly TimeSpan Visible = TimeSpan.FromSeconds(2);
    private static readonly DateTimeOffset Morning = ChinaTime.StartOf(ChinaTime.DayOf(TimeProvider.System.GetUtcNow()).AddDays(-1)).AddHours(9);

    private readonly Story _story = new(suite.Client, suite.Caller);

    [Fact]
    public async Task a_boundary_quarrel_of_thirty_years_is_settled_in_six_hours()
    {
        await _story.SetUpAsync("段");
        var before = await _story.MetricAsync("M03");
        var file = await _story.OpenAsync();
        file.Number.ShouldBe($"（{ChinaTime.DayOf(TimeProvider.System.GetUtcNow()).Year}）段人调字第0001号");
        await DiscoverReassureAndExplainAsync(file);
        await SitAsync(file);
        await _story.CompleteAsync(file.Id, 5);
        await SignAsync(file);

        var figure = await _story.MetricAsync("M03", f => Count(f, "numerator").ShouldBe(Count(before, "numerator") + 1), Visible);
        Count(figure, "denominator").ShouldBeGreaterThanOrEqualTo(Count(before, "denominator") + 1);
        (figure["definitionVersion"] is not null && figure["excluded"] is not null && figure["name"]!["zh"] is not null).ShouldBeTrue();
        Count(await _story.MetricAsync("M05"), "numerator").ShouldBeGreaterThanOrEqualTo(1);
        await ReadsAsSettledAsync(file);
        await HistoryNamesNobodyAsync(file);
    }

    [Fact]
    public async Task a_case_whose_one_side_is_unwilling_ends_with_u()
    {
        await _story.SetUpAsync("河");
        var file = await _story.OpenAsync("0201");
        var before = await _story.MetricAsync("M04");
        await _story.RecordAsync(file.Id, 1, new { kind = "discovery", text = "110转来" });
        await _story.RecordAsync(file.Id, 2, new { kind = "consent", partyId = file.Parties["B"], given = false });

        var closed = await _story.FileAsync(file.Id);
        (closed["status"]!.ToString(), closed["outcome"]!.ToString()).ShouldBe(("closed", "U"));
        closed["remediesNoticeNeeded"]!.GetValue<bool>().ShouldBeTrue();
        await _story.MetricAsync("M04", f => Count(f, "denominator").ShouldBe(Count(before, "denominator") + 1), Visible);
        var late = await _story.Gateway.PostAsync($"/cases/{file.Id}/sessions", new { startsAt = Morning, place = "村委会", panel = "custom", participants = new[] { new { role = "villageCadre" } } });
        (late.Status, late.Code).ShouldBe((HttpStatusCode.Conflict, "case.notOpen"));
    }

    [Fact]
    public async Task one_clear_refusal_at_intake_ends_the_dispute()
    {
        await _story.SetUpAsync("家");
        var dispute = await _story.RegisterAsync();
        var party = dispute.Body!["parties"]![0]!["partyId"]!.ToString();
        var ended = await _story.OkAsync($"/disputes/{dispute.Id}/consents", new { partyId = party, given = false });
        var refused = await _story.Gateway.PostAsync($"/disputes/{dispute.Id}/acceptance", new { committeeId = _story.Committee }, ended.ETag);
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        (await _story.Gateway.ReadAsync($"/cases/{dispute.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task two_mediators_at_one_version_one_wins_and_the_other_sees_the_current_etag()
    {
        await _story.SetUpAsync("湾");
        var file = await _story.OpenAsync("0201");
        var version = (await _story.Gateway.ReadAsync($"/cases/{file.Id}")).ETag;
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ =>
            _story.Gateway.PostAsync($"/cases/{file.Id}/termination", new { reason = "G" }, version)));
        var lost = answers.Single(a => a.Status != HttpStatusCode.OK);
        (lost.Status, lost.ETag).ShouldBe((HttpStatusCode.PreconditionFailed, (await _story.Gateway.ReadAsync($"/cases/{file.Id}")).ETag));
    }

    [Fact]
    public async Task what_was_done_offline_comes_through_the_gateway_once()
    {
        await _story.SetUpAsync("坪");
        var file = await _story.OpenAsync("0201");
        var note = new
        {
            id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
            method = "POST",
            path = $"/api/v1/cases/{file.Id}/steps/1/records",
            body = new { kind = "note", text = "入户走访" },
            at = TimeProvider.System.GetUtcNow().AddMinutes(-5),
        };
        foreach (var expected in (string[])["applied", "alreadyApplied"])
        {
            var answer = await _story.OkAsync("/sync", new { commands = new[] { note } });
            answer.Body!["results"]![0]!["outcome"]!.ToString().ShouldBe(expected);
        }

        (await _story.FileAsync(file.Id))["steps"]![0]!["records"]!.AsArray().Count.ShouldBe(1);
    }

    private async Task DiscoverReassureAndExplainAsync(OpenCase file)
    {
        (await _story.Gateway.PostAsync($"/cases/{file.Id}/steps/1/completion", new { }, (await _story.Gateway.ReadAsync($"/cases/{file.Id}")).ETag))
            .Body!["missing"]!.AsArray().Select(m => m!.ToString()).ShouldContain("riskAssessment");
        await _story.RecordAsync(file.Id, 1, new { kind = "discovery", text = "出警后转调解" });
        await _story.RecordAsync(file.Id, 1, new { kind = "firstContact", side = "A" });
        await _story.RecordAsync(file.Id, 1, new { kind = "firstContact", side = "B" });
        await _story.RecordAsync(file.Id, 1, new { kind = "riskAssessment", risk = "yellow" });
        await _story.CompleteAsync(file.Id, 1);
        foreach (var party in file.Parties.Values)
        {
            await _story.RecordAsync(file.Id, 2, new { kind = "rightsNotice", partyId = party });
            await _story.RecordAsync(file.Id, 2, new { kind = "consent", partyId = party, given = true });
            await _story.RecordAsync(file.Id, 4, new { kind = "lawExplained", partyId = party, provisions = new[] { "民法典第二百八十八条" } });
        }

        await _story.CompleteAsync(file.Id, 2);
        await _story.RecordAsync(file.Id, 3, new { kind = "investigation", text = "问：界石原在何处？答：老槐树下。" });
        await _story.RecordAsync(file.Id, 3, new { kind = "undisputedFacts", text = "1994年两家曾共同埋石" });
        await _story.RecordAsync(file.Id, 3, new { kind = "pointsInDispute", text = "槐树以东一米五的归属" });
        await _story.CompleteAsync(file.Id, 3);
        await _story.CompleteAsync(file.Id, 4);
    }

    private async Task SitAsync(OpenCase file)
    {
        var session = await _story.CreatedAsync($"/cases/{file.Id}/sessions", new
        {
            startsAt = Morning,
            place = "薛家湾村委会",
            panel = "custom",
            participants = new object[]
            {
                new { role = "communityPolice", name = "何建民", unit = "段家河派出所" },
                new { role = "judicialOffice", name = "陈敏", unit = "段家河司法所" },
                new { role = "courtTribunal", name = "吴磊", unit = "人民法庭" },
                new { role = "villageCadre", name = "薛长贵", unit = "村委会" },
                new { role = "respectedRelative", name = "张德厚" },
                new { role = "respectedRelative", name = "李广义" },
            },
        });
        using var live = await suite.Client.GetAsync($"/api/v1/sessions/{session.Id}/live", HttpCompletionOption.ResponseHeadersRead);
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        await _story.OkAsync($"/sessions/{session.Id}/consents", new { partyIds = file.Parties.Values, given = true });
        foreach (var participant in session.Body!["participants"]!.AsArray())
        {
            await _story.OkAsync($"/sessions/{session.Id}/participants/{participant!["id"]}/check-in", new { });
        }

        await SegmentAsync(session.Id, "caucus", 0, 1, "A");
        await SegmentAsync(session.Id, "caucus", 1, 2, "B");
        await SegmentAsync(session.Id, "joint", 2, 4);
        await SegmentAsync(session.Id, "fieldMeasurement", 4, 5);
        await SegmentAsync(session.Id, "joint", 5, 6);
        var version = (await _story.Gateway.ReadAsync($"/sessions/{session.Id}")).ETag;
        var closed = await _story.OkAsync($"/sessions/{session.Id}/closing", new { result = "agreed" }, version);
        closed["minutes"].ShouldBe("360");
        await WasFollowedToTheEndAsync(live);
    }

    private static async Task WasFollowedToTheEndAsync(HttpResponseMessage live)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = 0L;
        await foreach (var item in SseParser.Create(await live.Content.ReadAsStreamAsync(patience.Token)).EnumerateAsync(patience.Token))
        {
            if (item.EventId is { } id)
            {
                var version = long.Parse(id, System.Globalization.CultureInfo.InvariantCulture);
                (seen == 0 || version == seen + 1).ShouldBeTrue($"{version} after {seen}");
                seen = version;
            }

            if (item.Data.Contains("session_closed", StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException($"The stream ended at {seen}.");
    }

    private Task SegmentAsync(Guid session, string mode, int from, int to, string? side = null)
    {
        var body = new JsonObject
        {
            ["mode"] = mode,
            ["startedAt"] = Morning.AddHours(from).ToString("O"),
            ["endedAt"] = Morning.AddHours(to).ToString("O"),
            ["presidingCapacity"] = "police",
            ["note"] = mode == "caucus" ? "私下愿意让五十公分" : null,
        };
        if (side is not null)
        {
            body["side"] = side;
        }

        if (mode == "joint")
        {
            body["recusalAsked"] = true;
            body["recusalAnswer"] = "双方均不申请回避";
            body["rightsRead"] = true;
        }

        if (mode == "fieldMeasurement")
        {
            body["measurement"] = JsonNode.Parse(
                """
                {"method":"拉尺直量","instrument":"三十米皮尺","witnesses":["薛长贵"],"points":[{"name":"界石至槐树","lengthMetres":3.20}],
                 "positions":[{"side":"A","measuredSo":true},{"side":"B","measuredSo":true}]}
                """);
        }

        return _story.OkAsync($"/sessions/{session}/segments", body);
    }

    private async Task SignAsync(OpenCase file)
    {
        var agreement = await _story.CreatedAsync($"/cases/{file.Id}/agreements", new
        {
            form = "written",
            facts = "界址不清",
            points = "槐树以东一米五",
            content = "以共同测量的界石为界",
            obligations = new[]
            {
                new { obligorPartyId = file.Parties["A"], kind = "act", act = "移回围墙", place = "界址处", dueOn = "2027-01-31" },
            },
        });
        foreach (var party in file.Parties.Values)
        {
            await _story.OkAsync($"/agreements/{agreement.Id}/signatures", new { signer = "party", partyId = party, kind = "fingerprint" });
        }

        await _story.OkAsync($"/agreements/{agreement.Id}/signatures", new { signer = "mediator", kind = "hand" }, person: file.Mediator);
        (await _story.FileAsync(file.Id))["status"]!.ToString().ShouldBe("open");
        await _story.OkAsync($"/agreements/{agreement.Id}/signatures", new { signer = "committeeSeal", kind = "seal" });
    }

    private async Task ReadsAsSettledAsync(OpenCase file)
    {
        var settled = await _story.FileAsync(file.Id);
        (settled["status"]!.ToString(), settled["outcome"]!.ToString()).ShouldBe(("closed", "A"));
        settled["durations"]!["sessionMinutes"]!.GetValue<int>().ShouldBe(360);
        settled["steps"]!.AsArray().ShouldAllBe(step => step!["state"]!.ToString() == "completed");
        settled["agreements"]![0]!["effectiveAt"].ShouldNotBeNull();
        settled["parties"]!.AsArray().Select(p => p!["name"]!.ToString()).ShouldBe(["张守田", "李树根"], ignoreOrder: true);
        settled["parties"]!.AsArray().Select(p => p!["phone"]!.ToString()).ShouldBe(["139****1111", "137****2222"], ignoreOrder: true);
        settled["sessions"]![0]!["rolesPresent"]!.AsArray().Select(r => r!.ToString()).ShouldBe(
            ["communityPolice", "judicialOffice", "courtTribunal", "villageCadre", "respectedRelative"], ignoreOrder: true);
        settled.ToJsonString().ShouldNotContain("私下愿意");
        var listed = await _story.Gateway.ReadAsync($"/cases?mediator={file.Mediator}&status=closed&area={Story.Township}");
        listed.Body!["items"]!.AsArray().Select(i => i!["id"]!.ToString()).ShouldContain(file.Id.ToString());
    }

    private async Task HistoryNamesNobodyAsync(OpenCase file)
    {
        var history = (await _story.Gateway.ReadAsync($"/cases/{file.Id}/history?limit=200")).Body!.ToJsonString();
        history.ShouldContain("agreement_took_effect");
        history.ShouldContain(file.Mediator.ToString());
        foreach (var secret in (string[])["张守田", "李树根", "1390000", "围墙", "私下"])
        {
            history.ShouldNotContain(secret);
        }
    }

    private static int Count(JsonNode figure, string member) => figure[member]?.GetValue<int>() ?? 0;
}
