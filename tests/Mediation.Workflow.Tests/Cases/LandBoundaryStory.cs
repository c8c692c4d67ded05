using System.Net;
using System.Text.Json;
using Mediation.Contracts.Workflow;

namespace Mediation.Workflow.Tests.Cases;

/// <summary>The land-boundary quarrel of thirty years: six hours with each side, together, on the land, and a written agreement.</summary>
[Collection(WorkflowSuite.Name)]
public sealed class LandBoundaryStory(WorkflowSuite suite)
{
    private static readonly string[] Roles =
        ["communityPolice", "judicialOffice", "courtTribunal", "villageCadre", "respectedRelative", "respectedRelative", "party", "party"];

    private static readonly string[] Texts = ["张三", "参会人", "底线", "东界石", "拆除", "档案", "村委会", "争执", "网格员", "民法典"];

    [Fact]
    public async Task It_is_worked_settled_in_writing_and_told_to_the_others()
    {
        var file = await suite.OpenAsync("0902");
        suite.Intake.Knows(file.Id, new
        {
            parties = new object[]
            {
                new { partyId = file.PartyA, name = "张三", phone = "13812345678", idNumber = "110101199001011234" },
                new { partyId = file.PartyB, name = "李四" },
            },
        });
        await file.WorkFourStepsAsync();
        (await file.TryChangeAsync("steps/5/completion", new { })).Body.GetProperty("missing").ToString().ShouldBe("[\"panelSat\"]");

        var session = await HoldSessionAsync(file);
        await file.CompleteAsync(5);
        var agreement = await SettleAsync(file);

        var read = await file.ReadAsync();
        TheFileShows(read, file, session);
        read.GetProperty("agreements")[0].GetProperty("effectiveAt").GetDateTimeOffset().ShouldBe(At(15.75));
        agreement.GetProperty("effectiveAt").GetDateTimeOffset().ShouldBe(At(15.75));
        await TheOthersHearAsync(file);
        await TheHistoryHoldsNoTextAsync(file);
        await TheDatabaseHoldsNoTextAsync();
    }

    private static DateTimeOffset At(double hour) => new DateTimeOffset(2024, 3, 20, 0, 0, 0, TimeSpan.FromHours(8)).AddHours(hour);

    private async Task<Guid> HoldSessionAsync(TestCase file)
    {
        var called = await file.AddAsync("sessions", new
        {
            startsAt = At(9),
            place = "段家河镇某村村委会",
            panel = "fourParty",
            participants = Roles.Select((role, i) => new { role, name = $"参会人{i}", partyId = role == "party" ? i == 6 ? file.PartyA : file.PartyB : (Guid?)null }),
        });
        var id = called.GetProperty("id").GetGuid();
        await file.ConsentAsync(id);
        foreach (var participant in called.GetProperty("participants").EnumerateArray())
        {
            await PostAsync($"sessions/{id}/participants/{participant.GetProperty("id").GetGuid()}/check-in", new { at = At(9) }, HttpStatusCode.OK);
        }

        await SegmentAsync(id, new { mode = "caucus", side = "A", startedAt = At(9), endedAt = At(10), note = "甲方底线是两尺" });
        await SegmentAsync(id, new { mode = "caucus", side = "B", startedAt = At(10), endedAt = At(11), note = "乙方愿意让一尺" });
        await SegmentAsync(id, new
        {
            mode = "joint", startedAt = At(11), endedAt = At(13), presidingCapacity = "police", recusalAsked = true, recusalAnswer = "双方均不申请回避", rightsRead = true,
        });
        await SegmentAsync(id, new
        {
            mode = "fieldMeasurement", startedAt = At(13), endedAt = At(14),
            measurement = new
            {
                method = "皮尺丈量", instrument = "三十米皮尺", witnesses = new[] { "参会人4" },
                points = new[] { new { name = "东界石", lengthMetres = 12.4 }, new { name = "老槐树", lengthMetres = 3.3 } },
                positions = new object[] { new { side = "A", measuredSo = true }, new { side = "B", measuredSo = false, objection = "老槐树已移栽" } },
            },
        });
        await SegmentAsync(id, new { mode = "joint", startedAt = At(14), endedAt = At(15), note = "双方同意以丈量为准" });
        using var read = await suite.Client.GetAsync($"/api/v1/sessions/{id}");
        var closed = await Answer.PostAsync(suite.Client, $"/api/v1/sessions/{id}/closing", new { result = "agreed", summary = "以丈量为界" }, read.Headers.ETag!.Tag);
        closed.Expect(HttpStatusCode.OK).GetProperty("minutes").GetInt32().ShouldBe(360);
        return id;
    }

    private async Task<JsonElement> SettleAsync(TestCase file)
    {
        var drafted = await file.AddAsync("agreements", new
        {
            form = "written",
            facts = "两家为宅基地边界争执三十年",
            content = "以丈量为界，各让一尺",
            obligations = new[] { new { obligorPartyId = file.PartyA, beneficiaryPartyId = file.PartyB, kind = "act", act = "拆除围墙", place = "两家之间", dueOn = "2026-12-31" } },
        });
        drafted.GetProperty("copies").GetInt32().ShouldBe(3);
        var path = $"agreements/{drafted.GetProperty("id").GetGuid()}/signatures";
        await PostAsync(path, new { signer = "party", partyId = file.PartyA, kind = "hand", signedAt = At(15.25) }, HttpStatusCode.Created);
        await PostAsync(path, new { signer = "committeeSeal", kind = "seal", signedAt = At(15.75) }, HttpStatusCode.Created);
        var waiting = await PostAsync(path, new { signer = "mediator", kind = "hand", signedAt = At(15.5) }, HttpStatusCode.Created);
        waiting.GetProperty("missingSignatures").ToString().ShouldBe($"[\"party:{file.PartyB}\"]");
        return await PostAsync(path, new { signer = "party", partyId = file.PartyB, kind = "fingerprint", signedAt = At(15.3) }, HttpStatusCode.Created);
    }

    private static void TheFileShows(JsonElement read, TestCase file, Guid session)
    {
        read.GetProperty("status").GetString().ShouldBe("closed");
        read.GetProperty("outcome").GetString().ShouldBe("A");
        read.GetProperty("remediesNoticeNeeded").GetBoolean().ShouldBeFalse();
        read.GetProperty("durations").GetProperty("sessionMinutes").GetInt32().ShouldBe(360);
        read.GetProperty("durations").GetProperty("minutesByMode").GetProperty("joint").GetInt32().ShouldBe(180);
        read.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("state").GetString()).ShouldAllBe(state => state == "completed");
        read.GetProperty("steps")[2].GetProperty("records")[0].GetProperty("text").GetString().ShouldBe("查阅1993年宅基地档案");
        var held = read.GetProperty("sessions")[0];
        held.GetProperty("id").GetGuid().ShouldBe(session);
        held.GetProperty("rolesPresent").EnumerateArray().Select(r => r.GetString()).ShouldBe(Roles.Distinct(), ignoreOrder: true);
        held.GetProperty("participants")[0].GetProperty("name").GetString().ShouldBe("参会人0");
        held.GetProperty("segments")[0].GetProperty("hasSealedNote").GetBoolean().ShouldBeTrue();
        held.GetProperty("segments")[3].GetProperty("measurement").GetProperty("points")[0].GetProperty("name").GetString().ShouldBe("东界石");
        // Read by the presiding mediator, who wrote it.
        held.GetProperty("segments")[0].GetProperty("note").GetString().ShouldBe("甲方底线是两尺");
        read.GetProperty("names").GetString().ShouldBe("available");
        var party = read.GetProperty("parties")[0];
        party.GetProperty("partyId").GetGuid().ShouldBe(file.PartyA);
        (party.GetProperty("name").GetString(), party.GetProperty("phone").GetString(), party.GetProperty("idNumber").GetString())
            .ShouldBe(("张三", "138****5678", "110***********1234"));
    }

    private async Task TheOthersHearAsync(TestCase file)
    {
        (await suite.HearsAsync<CaseEnded>(m => m.CaseId == file.Id)).Outcome.ShouldBe("A");
        var facts = await suite.HearsAsync<CaseFactsChanged>(m => m.CaseId == file.Id && m.Outcome is not null);
        (facts.Status, facts.AgreementForm, facts.AgreementEffectiveAt, facts.SessionsHeld, facts.JointSessionsHeld, facts.FirstJointSessionAt)
            .ShouldBe(("closed", "written", At(15.75), 1, 1, At(11)));
        (facts.Households, facts.Persons, facts.Amount, facts.MediatorId, facts.Round).ShouldBe((2, 9, 8000m, file.Mediator, 1));
        facts.Steps!.Select(s => s.Step).ShouldBe([1, 2, 3, 4, 5, 6]);
        var held = await suite.HearsAsync<SessionFactsChanged>(m => m.CaseId == file.Id);
        held.Segments.Select(s => s.Mode).ShouldContain("caucus");
        (held.EndedAt is not null, held.RequiredRolesPresent).ShouldBe((true, held.RequiredRoles));
        (await suite.HearsAsync<AgreementFactsChanged>(m => m.CaseId == file.Id)).EffectiveAt.ShouldBe(At(15.75));
    }

    private async Task TheHistoryHoldsNoTextAsync(TestCase file)
    {
        using var response = await suite.Client.GetAsync($"/api/v1/cases/{file.Id}/history");
        var text = await response.Content.ReadAsStringAsync();
        var items = JsonElement.Parse(text).GetProperty("items").EnumerateArray().ToList();
        items[0].GetProperty("event").GetString().ShouldBe("case_opened");
        // What is planned for afterwards may be there already or not.
        items.RemoveAll(i => i.GetProperty("kind").GetString() == "follow_up_plan");
        items[^1].GetProperty("event").GetString().ShouldBe("case_closed");
        items.Select(i => i.GetProperty("kind").GetString()).Distinct().ShouldBe(["case", "session", "agreement"], ignoreOrder: true);
        items.ShouldContain(i => i.GetProperty("by").GetString() == file.Mediator.ToString());
        Texts.ShouldAllBe(t => !text.Contains(t));
    }

    private async Task TheDatabaseHoldsNoTextAsync()
    {
        await using var command = suite.Service.Store.Database.CreateCommand(
            """
            select data::text from mt_events union all select headers::text from mt_events union all select data::text from mt_doc_case
            union all select data::text from mt_doc_session union all select data::text from mt_doc_agreement
            union all select convert_from(answer, 'UTF8') from mt_commands union all select encode(ciphertext, 'escape') from mt_vault
            """);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var row = await reader.IsDBNullAsync(0) ? "" : reader.GetString(0);
            Texts.ShouldAllBe(t => !row.Contains(t));
        }
    }

    private Task<JsonElement> SegmentAsync(Guid session, object segment) => PostAsync($"sessions/{session}/segments", segment, HttpStatusCode.Created);

    private async Task<JsonElement> PostAsync(string path, object body, HttpStatusCode expected) =>
        (await Answer.PostAsync(suite.Client, $"/api/v1/{path}", body)).Expect(expected);
}
