using System.Net;
using System.Text.Json;
using Mediation.Contracts;

namespace Mediation.Workflow.Tests.Methods;

[Collection(WorkflowSuite.Name)]
public sealed class WorkingByAMethod(WorkflowSuite suite)
{
    private Person Head => Person.Of(suite, Facts.Id(91), Roles.CommitteeHead);

    [Fact]
    public async Task A_committee_s_method_gets_a_version_while_a_case_keeps_the_one_it_runs_on()
    {
        var first = (await Head.PostAsync("methods", new
        {
            code = "village-talk", @base = "five-word", nameZh = "院坝说理", steps = new object[] { new { code = "early", requires = new[] { "discovery" } }, new { code = "harmony" } },
        })).Expect(HttpStatusCode.Created);
        (first.GetProperty("version").GetInt32(), first.GetProperty("steps")[1].GetProperty("nameZh").GetString()).ShouldBe((1, "和"));
        var file = await suite.OpenAsync();
        await file.ChangeAsync("method", new { code = "village-talk" });
        var tag = (await Head.ReadAsync("methods/village-talk")).Tag;
        (await Head.PostAsync("methods/village-talk/versions", new { steps = new[] { new { code = "early" } } })).Status.ShouldBe((HttpStatusCode)428);
        (await Head.PostAsync("methods/village-talk/versions", new { steps = new[] { new { code = "early" } } }, tag)).Expect(HttpStatusCode.Created)
            .GetProperty("version").GetInt32().ShouldBe(2);
        var read = await file.ReadAsync();
        (read.GetProperty("method").GetProperty("version").GetInt32(), read.GetProperty("steps").GetArrayLength()).ShouldBe((1, 2));
        (await Head.SeesAsync("methods/village-talk?version=1")).GetProperty("steps").GetArrayLength().ShouldBe(2);
        (await Head.SeesAsync("methods/village-talk")).GetProperty("versions").ToString().ShouldBe("[1,2]");

        await file.RecordAsync(1, new { kind = "discovery", text = "院坝会上提起" });
        await file.CompleteAsync(1);
        (await file.TryChangeAsync("steps/2/completion", new { })).Body.GetProperty("missing").ToString().ShouldBe("[\"agreementInEffect\"]");
        (await file.TryChangeAsync("method", new { code = "six-step" })).Code.ShouldBe("method.stepCompleted");
        await file.AddAsync("agreements", new { form = "oral", content = "和好", mediatorRecord = "当面和好", performedAtOnce = true });
        (await file.ReadAsync()).GetProperty("steps")[1].GetProperty("state").GetString().ShouldBe("completed");
    }

    [Fact]
    public async Task Lists_show_what_ships_and_what_is_the_committee_s_own()
    {
        (await Head.PostAsync("methods", new { code = "listed-here", @base = "six-step", nameZh = "列出" })).Expect(HttpStatusCode.Created);
        var list = await Head.SeesAsync("methods");
        Codes(list).ShouldContain("listed-here");
        list.GetProperty("gates").GetArrayLength().ShouldBe(11);
        Codes(await Person.OfOtherUnit(suite, Roles.Mediator).SeesAsync("methods")).ShouldBe(["six-step", "five-word", "three-modes", "three-step"]);
        (await Person.OfOtherUnit(suite, Roles.CommitteeHead).PostAsync("methods", new { code = "listed-here", @base = "six-step", nameZh = "又一个" })).Status
            .ShouldBe(HttpStatusCode.Conflict);
        var file = await suite.OpenAsync();
        var tag = (await Head.ReadAsync("methods/listed-here")).Tag;
        (await Head.PostAsync("methods/listed-here/retirement", new { }, tag)).Expect(HttpStatusCode.OK);
        (await file.TryChangeAsync("method", new { code = "listed-here" })).Code.ShouldBe("method.retired");
    }

    [Fact]
    public async Task A_step_is_entered_again_and_its_reason_is_read_in_the_file_only()
    {
        var file = await suite.OpenAsync();
        await file.WorkFourStepsAsync();
        await file.ChangeAsync("steps/3/reentry", new { reason = "找到了三十年前的分家单" });
        var step = (await file.ReadAsync()).GetProperty("steps")[2];
        (step.GetProperty("state").GetString(), step.GetProperty("missing").ToString()).ShouldBe(("current", "[\"newRecord\"]"));
        step.GetProperty("reentries")[0].GetProperty("reason").GetString().ShouldBe("找到了三十年前的分家单");
        await file.RecordAsync(3, new { kind = "evidence", text = "分家单" });
        await file.CompleteAsync(3);
        (await file.ReadAsync()).GetProperty("currentStep").GetInt32().ShouldBe(5);
        (await Person.Presiding(suite).SeesAsync($"cases/{file.Id}/history")).ToString().ShouldNotContain("分家单");
    }

    private static IEnumerable<string?> Codes(JsonElement list) => list.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("code").GetString());
}
