using System.Net;
using System.Text.Json;
using Mediation.Contracts;

namespace Mediation.Workflow.Tests.Lineage;

[Collection(WorkflowSuite.Name)]
public sealed class LineageInTheFile(WorkflowSuite suite)
{
    [Fact]
    public async Task Two_generations_of_a_quarrel_are_on_file()
    {
        var file = await suite.OpenAsync();
        await file.AddAsync("incidents", new { year = 2024, month = 3, handling = "police", text = "儿子辈再起争执" });
        await file.AddAsync("incidents", new { year = 1993, about = true, handling = "village", text = "父辈为滴水檐争执" });
        (await file.TryChangeAsync($"parties/{file.PartyA}/succession", new
        {
            heirs = new[] { new { relation = "child", name = "张小明", phone = "13800005678" } }, diedOn = "2019-05-01", text = "张老汉病故",
        })).Expect(HttpStatusCode.Created);
        var read = await file.ReadAsync();
        var lineage = read.GetProperty("lineage");
        lineage.GetProperty("incidents").EnumerateArray().Select(i => i.GetProperty("year").GetInt32()).ShouldBe([1993, 2024]);
        lineage.GetProperty("incidents")[0].GetProperty("text").GetString().ShouldBe("父辈为滴水檐争执");
        lineage.GetProperty("successions")[0].GetProperty("partyId").GetGuid().ShouldBe(file.PartyA);
        var heir = read.GetProperty("parties")[0];
        (heir.GetProperty("side").GetString(), heir.GetProperty("phone").GetString()).ShouldBe(("A", "138****5678"));
        heir.GetProperty("name").GetString().ShouldBe("张小明");
        (await new Meeting(suite, file, default, default, default).TablesWithAsync("张小明")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_is_made_by_who_sees_both_and_shown_to_who_sees_both()
    {
        var (one, two) = (await suite.OpenAsync(), await suite.OpenAsync());
        await one.AddAsync("links", new { caseId = two.Id, kind = "continues" });
        Link(await one.ReadAsync()).ShouldBe((two.Id, "continues"));
        Link(await two.ReadAsync()).ShouldBe((one.Id, "continuedBy"));
        (await one.TryAddAsync("links", new { caseId = one.Id, kind = "related" })).Body.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("self");
        (await one.TryAddAsync("links", new { caseId = Facts.Other, kind = "related" })).Code.ShouldBe("case.unknown");

        (await one.TryChangeAsync($"links/{Facts.Other}/removal", new { reason = "误连" })).Code.ShouldBe("case.unknown");
        (await one.TryChangeAsync($"links/{one.Id}/removal", new { reason = "误连" })).Code.ShouldBe("link.none");
        await one.ChangeAsync($"links/{two.Id}/removal", new { reason = "误连" });
        foreach (var apart in (TestCase[])[one, two])
        {
            var lineage = (await apart.ReadAsync()).GetProperty("lineage");
            (lineage.GetProperty("links").GetArrayLength(), lineage.GetProperty("unlinked").GetArrayLength()).ShouldBe((0, 1));
        }

        (await one.ReadAsync()).GetProperty("lineage").GetProperty("unlinked")[0].GetProperty("reason").GetString().ShouldBe("误连");
        await one.AddAsync("links", new { caseId = two.Id, kind = "continues" });

        await two.ChangeAsync("termination", new { reason = "G" });
        (await two.TryChangeAsync("rounds", new { committeeId = Facts.Id(39) })).Expect(HttpStatusCode.Created);
        (await Person.Presiding(suite).SeesAsync($"cases/{one.Id}")).GetProperty("lineage").GetProperty("links").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_concession_is_read_by_the_mediator_and_the_head_only()
    {
        var file = await suite.OpenAsync();
        await file.RecordAsync(3, new { kind = "concession", side = "A", text = "愿让三尺" });
        var path = $"cases/{file.Id}";
        foreach (var reader in (Person[])[Person.Presiding(suite), Person.Of(suite, Facts.Id(91), Roles.CommitteeHead)])
        {
            (await reader.SeesAsync(path)).ToString().ShouldContain("愿让三尺");
            (await reader.SeesAsync($"{path}/history")).ToString().ShouldNotContain("concession");
        }

        foreach (var reader in (Person[])[Person.Of(suite, Facts.Id(92), Roles.Mediator), Person.Of(suite, Facts.Id(93), Roles.JudicialOfficer)])
        {
            (await reader.SeesAsync(path)).ToString().ShouldNotContain("oncession");
        }
    }

    [Fact]
    public async Task Danger_supervision_and_the_criminal_turn_are_on_file()
    {
        var file = await suite.OpenAsync();
        await file.ChangeAsync("lead-official", new { name = "王副镇长", post = "副镇长" });
        var supervision = (await file.AddAsync("supervisions", new { by = "县委政法委", text = "限期化解", answerBy = "2026-12-31" })).GetProperty("id").GetGuid();
        var report = (await file.AddAsync("police-reports", new { station = "段家河派出所", text = "扬言报复", preventiveSteps = "已劝离" })).GetProperty("id").GetGuid();
        await file.ChangeAsync("termination", new { reason = "R", referredTo = "公安机关" });
        await file.AddAsync($"police-reports/{report}/receipt", new { receipt = "2026-17" });
        await file.AddAsync($"supervisions/{supervision}/answer", new { text = "已移送" });
        await file.AddAsync("criminal-turn", new { occurredAt = TimeProvider.System.GetUtcNow(), text = "持械伤人", policeCaseNumber = "刑2026-3" });
        (await file.TryAddAsync("criminal-turn", new { occurredAt = TimeProvider.System.GetUtcNow(), text = "x" })).Code.ShouldBe("criminalTurn.recorded");
        var read = (await file.ReadAsync()).GetProperty("escalation");
        read.GetProperty("leadOfficial").GetProperty("name").GetString().ShouldBe("王副镇长");
        read.GetProperty("supervisions")[0].GetProperty("answer").GetString().ShouldBe("已移送");
        read.GetProperty("policeReports")[0].GetProperty("receipt").GetString().ShouldBe("2026-17");
        read.GetProperty("criminalTurn").GetProperty("policeCaseNumber").GetString().ShouldBe("刑2026-3");
    }

    private static (Guid, string?) Link(JsonElement file)
    {
        var link = file.GetProperty("lineage").GetProperty("links")[0];
        return (link.GetProperty("caseId").GetGuid(), link.GetProperty("kind").GetString());
    }
}
