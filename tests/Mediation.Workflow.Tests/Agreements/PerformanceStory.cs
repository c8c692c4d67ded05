using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Mediation.Contracts;
using Mediation.Workflow.Tests.Evidence;

namespace Mediation.Workflow.Tests.Agreements;

/// <summary>An agreement over money from its first wording to the court's ruling, over HTTP.</summary>
[Collection(WorkflowSuite.Name)]
public sealed class PerformanceStory(WorkflowSuite suite)
{
    private static readonly DateOnly Today = ChinaTime.DayOf(TimeProvider.System.GetUtcNow());
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Samples.Pdf));

    [Fact]
    public async Task It_is_worded_anew_signed_with_scans_performed_urged_and_confirmed()
    {
        var file = await ReadyAsync("0103");
        var id = await DraftAsync(file);
        await RedraftAsync(id, file);
        await SignAsync(id, file);
        var duty = (await ReadAsync(id)).GetProperty("obligations")[0].GetProperty("id").GetGuid();
        var scan = (await ReadAsync(id)).GetProperty("signatures")[0].GetProperty("evidenceId").GetGuid();
        await RefusedScansAsync($"agreements/{id}/obligations/{duty}/performances", scan, new { kind = "partial", amount = 1 });
        await PerformAsync(id, duty, file);
        await ConfirmAsync(id, file);

        var read = await ReadAsync(id);
        read.GetProperty("confirmation").GetProperty("ruling").GetString().ShouldBe("confirmed");
        read.GetProperty("signatures")[0].GetProperty("sha256").GetString().ShouldBe(Hash);
        var history = await GetAsync($"cases/{file.Id}/history");
        history.ToString().ShouldContain("confirmation_ruled");
        history.ToString().ShouldNotContain("NO-778");
    }

    [Fact]
    public async Task A_partial_agreement_leaves_the_case_open_for_the_rest()
    {
        var file = await ReadyAsync("0801");
        var partial = await file.AddAsync("agreements", new
        {
            form = "oral", content = "先还本金", mediatorRecord = "当场同意", partial = true, openPoints = "利息", performedAtOnce = true,
        });
        (partial.GetProperty("status").GetString(), partial.GetProperty("partial").GetBoolean()).ShouldBe(("inEffect", true));
        (await file.ReadAsync()).GetProperty("status").GetString().ShouldBe("open");
        await file.AddAsync("agreements", new { form = "oral", content = "利息免除", mediatorRecord = "双方同意", performedAtOnce = true });
        var read = await file.ReadAsync();
        (read.GetProperty("status").GetString(), read.GetProperty("outcome").GetString()).ShouldBe(("closed", "A"));
        read.GetProperty("agreements").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_refusal_to_sign_ends_the_case_and_a_withdrawn_draft_does_not()
    {
        var file = await ReadyAsync("0801");
        var first = await DraftAsync(file);
        (await ChangeAsync($"agreements/{first}/withdrawal", new { reason = "条款有误" }, first)).Expect(HttpStatusCode.OK);
        var second = await DraftAsync(file);
        var refused = (await ChangeAsync($"agreements/{second}/signing-refusal", new { partyId = file.PartyA, text = "不同意" }, second)).Expect(HttpStatusCode.OK);
        refused.GetProperty("status").GetString().ShouldBe("refused");
        (await file.ReadAsync()).GetProperty("outcome").GetString().ShouldBe("S");
    }

    private async Task<TestCase> ReadyAsync(string type)
    {
        var file = await suite.OpenAsync(type);
        await file.WorkFourStepsAsync();
        var meeting = await file.AddAsync("sessions", new
        {
            startsAt = "2026-01-05T09:00:00+08:00", place = "村委会", panel = "custom",
            participants = new[] { new { role = "lawyer" }, new { role = "villageCadre" } },
        });
        var path = $"sessions/{meeting.GetProperty("id").GetGuid()}";
        await file.ConsentAsync(meeting.GetProperty("id").GetGuid());
        foreach (var person in meeting.GetProperty("participants").EnumerateArray())
        {
            await PostAsync($"{path}/participants/{person.GetProperty("id").GetGuid()}/check-in", new { }, HttpStatusCode.OK);
        }

        await PostAsync($"{path}/segments", new { mode = "homeVisit", startedAt = "2026-01-05T09:00:00+08:00", endedAt = "2026-01-05T10:00:00+08:00" });
        using var read = await suite.Client.GetAsync($"/api/v1/{path}");
        (await Answer.PostAsync(suite.Client, $"/api/v1/{path}/closing", new { result = "agreed" }, read.Headers.ETag!.Tag)).Expect(HttpStatusCode.OK);
        await file.CompleteAsync(5);
        return file;
    }

    private async Task<Guid> DraftAsync(TestCase file)
    {
        var drafted = await file.AddAsync("agreements", new { form = "written", content = "尽快付清" });
        drafted.GetProperty("lint").EnumerateArray().Select(f => f.GetProperty("code").GetString()).ShouldContain("vagueTerm");
        return drafted.GetProperty("id").GetGuid();
    }

    private async Task RedraftAsync(Guid id, TestCase file)
    {
        await PostAsync($"agreements/{id}/signatures", new { signer = "witness", kind = "hand", name = "王见证" });
        (await ChangeAsync($"agreements/{id}/wording", new { terms = new { content = "x" } }, id)).Code.ShouldBe("agreement.signed");
        var terms = new
        {
            facts = "分家时约定补偿", points = "补偿数额", content = "乙方补偿甲方一千元",
            responsibilities = new[] { new { side = "A", text = "无" }, new { side = "B", text = "拖延" } },
            recorder = "小李",
            matters = Array.Empty<string>(),
            obligations = new[]
            {
                new
                {
                    obligorPartyId = file.PartyB, beneficiaryPartyId = file.PartyA, kind = "payment", amount = 1000, place = "村委会", manner = "转账",
                    instalments = new[] { new { dueOn = Today.AddDays(-3), amount = 400 }, new { dueOn = Today.AddDays(20), amount = 600 } },
                },
            },
        };
        (await ChangeAsync($"agreements/{id}/wording", new { terms, voidSignatures = true }, id)).Expect(HttpStatusCode.OK);
        var read = await ReadAsync(id);
        (read.GetProperty("content").GetString(), read.GetProperty("recorder").GetString(), read.GetProperty("signatures").GetArrayLength())
            .ShouldBe(("乙方补偿甲方一千元", "小李", 0));
        read.GetProperty("responsibilities").GetProperty("B").GetString().ShouldBe("拖延");
        var lint = await GetAsync($"agreements/{id}/lint");
        lint.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString()).ShouldBe(["unilateral", "dateInPast"]);
        (lint.GetProperty("contentUnclear").GetBoolean(), lint.GetProperty("findings")[1].GetProperty("text").GetString()).ShouldBe((false, "履行期限早于今日"));
    }

    private async Task SignAsync(Guid id, TestCase file)
    {
        var path = $"agreements/{id}/signatures";
        (await Answer.PostAsync(suite.Client, $"/api/v1/{path}", new { signer = "party", partyId = file.PartyA, kind = "hand" })).Code
            .ShouldBe("signature.scanRequired");
        var scan = await EvidenceAsync(file);
        await RefusedScansAsync(path, scan, new { signer = "party", partyId = file.PartyA, kind = "fingerprint" });
        await PostAsync(path, new { signer = "party", partyId = file.PartyA, kind = "fingerprint", evidenceId = scan, sha256 = Hash });
        await file.RecordAsync(2, new { kind = "powerOfAttorney", partyId = file.PartyB, power = "special", text = "委托王律师和解" });
        await PostAsync(path, new { signer = "party", partyId = file.PartyB, kind = "hand", agentName = "王律师", evidenceId = scan, sha256 = Hash });
        await PostAsync(path, new { signer = "committeeSeal", kind = "seal" });
        var last = await PostAsync(path, new { signer = "mediator", kind = "hand", evidenceId = scan, sha256 = Hash });
        (last.GetProperty("status").GetString(), last.GetProperty("confirmableUntil").GetString()).ShouldBe(("inEffect", $"{Today.AddDays(30):yyyy-MM-dd}"));
    }

    private async Task<Guid> EvidenceAsync(TestCase file)
    {
        using var content = FilingEvidence.Raw(Samples.Pdf, "application/pdf", "协议.pdf");
        using var answer = await suite.Client.PostAsync($"/api/v1/cases/{file.Id}/evidence", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("id").GetGuid();
    }

    /// <summary>A scan that nobody filed, one of another case, and one with another hash.</summary>
    private async Task RefusedScansAsync(string path, Guid scan, object more)
    {
        var elsewhere = await EvidenceAsync(await suite.OpenAsync());
        foreach (var (evidence, hash, code) in ((Guid, string, string)[])
                 [(Facts.Id(9), Hash, "scan.notFiled"), (elsewhere, Hash, "scan.notFiled"), (scan, new string('b', 64), "scan.otherContent")])
        {
            var body = JsonSerializer.SerializeToNode(more)!.AsObject();
            (body["evidenceId"], body["sha256"]) = (evidence, hash);
            var answer = await Answer.PostAsync(suite.Client, $"/api/v1/{path}", body);
            (answer.Status, answer.Code).ShouldBe((HttpStatusCode.Conflict, code));
        }
    }

    private async Task PerformAsync(Guid id, Guid duty, TestCase file)
    {
        var path = $"agreements/{id}/obligations/{duty}";
        await PostAsync($"{path}/performances", new { kind = "partial", amount = 300, performedOn = Today.AddDays(-1), receiptNumber = "NO-778" });
        await PostAsync($"{path}/urgings", new { manner = "phone", text = "电话催促" });
        var breach = await PostAsync($"{path}/breaches", new { foundBy = "party", partyId = file.PartyA, text = "只付了三百" });
        breach.GetProperty("remedies").EnumerateArray().Where(r => r.GetProperty("available").GetBoolean()).Select(r => r.GetProperty("code").GetString())
            .ShouldBe(["urging", "judicialConfirmation", "paymentOrder", "courtAction", "newRound"]);
        (await Answer.PostAsync(suite.Client, $"/api/v1/{path}/performances", new { kind = "partial", amount = 701, receiptNumber = "x" })).Code
            .ShouldBe("performance.moreThanOwed");
        var read = await GetAsync($"agreements/{id}/performance");
        var money = read.GetProperty("money");
        (money.GetProperty("owed").GetDecimal(), money.GetProperty("due").GetDecimal(), money.GetProperty("performed").GetDecimal(), money.GetProperty("overdue").GetDecimal())
            .ShouldBe((1000, 400, 300, 100));
        read.GetProperty("performances")[0].GetProperty("receiptNumber").GetString().ShouldBe("NO-778");
        (read.GetProperty("urgings").GetArrayLength(), read.GetProperty("breaches").GetArrayLength()).ShouldBe((1, 1));
        var before = await GetAsync($"agreements/{id}/performance?asOf={Today.AddDays(-4):yyyy-MM-dd}");
        before.GetProperty("money").GetProperty("due").GetDecimal().ShouldBe(0);
    }

    private async Task ConfirmAsync(Guid id, TestCase file)
    {
        var check = await GetAsync($"agreements/{id}/confirmation-check?court=610981");
        (check.GetProperty("eligible").GetBoolean(), check.GetProperty("daysLeft").GetInt32()).ShouldBe((true, 30));
        check.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString())
            .ShouldBe(["N1", "N2", "N3", "N4", "N5", "D1", "D2", "D3", "D4", "D5", "D6"]);
        check.GetProperty("findings").EnumerateArray().ShouldNotContain(f => f.GetProperty("state").GetString() == "found");
        var sought = await PostAsync($"agreements/{id}/confirmations", new { applicantPartyIds = new[] { file.PartyA, file.PartyB }, courtName = "旬阳市人民法院", courtAreaCode = "610981" });
        var path = $"agreements/{id}/confirmations/{sought.GetProperty("id").GetGuid()}";
        (await ChangeAsync($"{path}/submission", new { }, read: path)).Code.ShouldBe("confirmation.packetIncomplete");
        foreach (var item in sought.GetProperty("missing").EnumerateArray())
        {
            await PostAsync($"{path}/attachments", item);
        }

        var scan = (await ReadAsync(id)).GetProperty("signatures")[0].GetProperty("evidenceId").GetGuid();
        await RefusedScansAsync($"{path}/attachments", scan, new { kind = "other" });
        await PostAsync($"{path}/attachments", new { kind = "other", evidenceId = scan, sha256 = Hash.ToUpperInvariant() });

        (await ChangeAsync($"{path}/submission", new { }, read: path)).Expect(HttpStatusCode.OK);
        (await ChangeAsync($"{path}/ruling", new { ruling = "confirmed", documentNumber = "（2026）陕0981民特12号" }, read: path)).Expect(HttpStatusCode.OK);
        var read = await GetAsync(path);
        (read.GetProperty("status").GetString(), read.GetProperty("courtName").GetString(), read.GetProperty("documentNumber").GetString())
            .ShouldBe(("ruled", "旬阳市人民法院", "（2026）陕0981民特12号"));
        (await GetAsync($"agreements/{id}/performance")).GetProperty("remedies").EnumerateArray()
            .Single(r => r.GetProperty("code").GetString() == "enforcement").GetProperty("available").GetBoolean().ShouldBeTrue();
    }

    private Task<JsonElement> ReadAsync(Guid agreement) => GetAsync($"agreements/{agreement}");

    private async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await suite.Client.GetStringAsync($"/api/v1/{path}"));

    private async Task<JsonElement> PostAsync(string path, object body, HttpStatusCode expected = HttpStatusCode.Created) =>
        (await Answer.PostAsync(suite.Client, $"/api/v1/{path}", body)).Expect(expected);

    private Task<Answer> ChangeAsync(string path, object body, Guid agreement) => ChangeAsync(path, body, $"agreements/{agreement}");

    private async Task<Answer> ChangeAsync(string path, object body, string read)
    {
        using var current = await suite.Client.GetAsync($"/api/v1/{read}");
        return await Answer.PostAsync(suite.Client, $"/api/v1/{path}", body, current.Headers.ETag!.Tag);
    }
}
