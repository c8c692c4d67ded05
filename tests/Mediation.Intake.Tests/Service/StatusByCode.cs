using System.Net;
using System.Net.Http.Json;
using Mediation.Contracts;
using Mediation.Contracts.Roster;
using Mediation.Contracts.Workflow;
using Mediation.Intake.Status;
using Mediation.ServiceDefaults;
using Mediation.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.Intake.Tests.Service;

public sealed class StatusByCode(IntakeFixture intake) : IClassFixture<IntakeFixture>
{
    [Fact]
    public async Task a_code_is_shown_once_and_a_new_one_replaces_it()
    {
        using var anyone = intake.Anyone();
        var (id, party) = await RegisterAsync();
        var key = intake.NewId();
        var first = (await intake.Client.PostAsync(PathOf(id, party), "{}", key: key)).Must(HttpStatusCode.Created)["code"]!;
        (await intake.Client.PostAsync(PathOf(id, party), "{}", key: key)).Must(HttpStatusCode.Created)["code"].ShouldBeNull();
        (await anyone.ReadAsync($"/status/{first}")).Must(HttpStatusCode.OK);

        var second = await CodeAsync(id, party);
        (await anyone.ReadAsync($"/status/{first}")).Must(HttpStatusCode.NotFound);
        (await anyone.ReadAsync($"/status/{second.ToLowerInvariant().Replace("-", "")}")).Must(HttpStatusCode.OK)["stage"].ShouldBe("registered");
        (await intake.Client.ReadAsync($"/disputes/{id}")).Body!.ToJsonString().ShouldNotContain(second);
        (await intake.Client.PostAsync(PathOf(id, intake.NewId()), "{}")).Must(HttpStatusCode.NotFound).Code.ShouldBe("party.unknown");
    }

    [Fact]
    public async Task each_party_has_a_code_of_its_own()
    {
        var (id, party) = await RegisterAsync();
        var other = Guid.Parse((await intake.Client.ReadAsync($"/disputes/{id}")).Body!["parties"]![1]!["partyId"]!.ToString());
        using var anyone = intake.Anyone();
        foreach (var code in (string[])[await CodeAsync(id, party), await CodeAsync(id, other)])
        {
            (await anyone.ReadAsync($"/status/{code}")).Must(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task it_tells_how_far_it_has_come_and_nothing_that_a_stranger_could_use()
    {
        var committee = await intake.CommitteeAsync("密");
        var (id, etag) = await intake.ReadyAsync();
        var read = await intake.Client.ReadAsync($"/disputes/{id}");
        var code = await CodeAsync(id, Guid.Parse(read.Body!["parties"]![0]!["partyId"]!.ToString()));
        List<string> bodies = await BothAsync(code, "registered");
        etag = (await intake.Client.ReadAsync($"/disputes/{id}")).ETag!;
        var number = (await intake.Client.PostAsync($"/disputes/{id}/acceptance", new { committeeId = committee }, etag)).Must(HttpStatusCode.OK)["caseNumber"]!;
        bodies.AddRange(await BothAsync(code, "accepted"));
        await intake.Others.PublishAsync(new MediatorReserved(id, 1, intake.NewId(), TimeProvider.System.GetUtcNow()), intake.NewId());
        bodies.AddRange(await BothAsync(code, "inMediation"));
        await intake.Others.PublishAsync(new CaseEnded(id, Endings.Agreement, TimeProvider.System.GetUtcNow()), intake.NewId());
        bodies.AddRange(await BothAsync(code, "ended"));

        string[] secrets =
        [
            "张三", "李四", "138", "1101", "老城", "三组", "界畔", "争执", "0902", "土地", "land", "6109", "610981", "旬阳", "密", number, "0001", "人调字",
            $"{id}", $"{committee}", "police", "公安", "12000",
        ];
        bodies.Count.ShouldBe(8);
        bodies.ShouldAllBe(body => !secrets.Any(secret => body.Contains(secret, StringComparison.OrdinalIgnoreCase)));
        (await intake.Client.ReadAsync($"/disputes/{id}"))["status"].ShouldBe("accepted");
    }

    [Fact]
    public async Task a_duplicate_goes_on_under_its_original()
    {
        var (original, tag) = await intake.ReadyAsync();
        var (id, party) = await RegisterAsync();
        var code = await CodeAsync(id, party);
        var etag = (await intake.Client.ReadAsync($"/disputes/{id}")).ETag!;
        (await intake.Client.PostAsync($"/disputes/{id}/duplicate-link", new { duplicateOf = original }, etag)).Must(HttpStatusCode.OK);
        await BothAsync(code, "registered");
        (await intake.Client.PostAsync($"/disputes/{original}/refusal", new { code = "other", reason = "x", goTo = "y" }, tag)).Must(HttpStatusCode.OK);
        await BothAsync(code, "ended");
    }

    [Fact]
    public async Task unknown_malformed_replaced_and_erased_codes_have_one_answer()
    {
        var (id, party) = await RegisterAsync();
        var replaced = await CodeAsync(id, party);
        var erased = await CodeAsync(id, party);
        await intake.Service.App.Services.GetRequiredService<Vault>().EraseAsync(id);
        using var anyone = intake.Anyone();
        var answers = new List<string>();
        foreach (var code in (string[])[PartyCode.New(), replaced, erased, "x", new string('7', 2000), $"{id}", "'--"])
        {
            using var read = await anyone.GetAsync($"/api/v1/status/{code}");
            using var denied = await anyone.PostAsJsonAsync($"/api/v1/status/{code}/objection", new { text = "不是我" });
            answers.Add(await TextAsync(read));
            answers.Add(await TextAsync(denied));
        }

        answers.Distinct().ShouldHaveSingleItem().ShouldContain("\"status\":404,\"code\":\"status.unknown\"");

        static async Task<string> TextAsync(HttpResponseMessage response) =>
            $"{(int)response.StatusCode} {string.Join(',', response.Headers.Where(h => h.Key != "Date").Select(h => $"{h.Key}={h.Value.First()}"))} {await response.Content.ReadAsStringAsync()}";
    }

    [Fact]
    public async Task the_code_is_nowhere_only_its_hash()
    {
        var (id, party) = await RegisterAsync();
        using var overheard = new Overheard(intake);
        var code = (await intake.Client.PostAsync(PathOf(id, party), "{}", key: intake.NewId()))["code"]!;
        using var anyone = intake.Anyone();
        (await anyone.ReadAsync($"/status/{code}")).Must(HttpStatusCode.OK);
        (await anyone.PostAsync($"/status/{code}/objection", new { text = "不是我" }, key: intake.NewId())).Must(HttpStatusCode.OK);

        (await intake.TablesWithAsync(code, PartyCode.Normal(code))).ShouldBeEmpty();
        (await intake.TablesWithAsync($"{party}")).ShouldContain("vault_hashes");
        overheard.Lines.ShouldContain(line => line.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        overheard.Lines.ShouldAllBe(line => !line.Contains(code, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task those_who_screen_give_codes_for_what_they_see()
    {
        var (id, party) = await RegisterAsync();
        using var clerk = intake.As(Roles.IntakeClerk, [], "610981");
        using var elsewhere = intake.As(Roles.IntakeClerk, [], "3302");
        using var officer = intake.As(Roles.JudicialOfficer, [], "610981");
        (await clerk.PostAsync(PathOf(id, party), "{}")).Must(HttpStatusCode.Created);
        (await elsewhere.PostAsync(PathOf(id, party), "{}")).Must(HttpStatusCode.NotFound);
        (await officer.PostAsync(PathOf(id, party), "{}")).Must(HttpStatusCode.Forbidden);
    }

    private static string PathOf(Guid id, Guid party) => $"/disputes/{id}/parties/{party}/status-code";

    private async Task<(Guid Id, Guid Party)> RegisterAsync()
    {
        var registered = (await intake.Client.PostAsync("/disputes", IntakeFixture.Body())).Must(HttpStatusCode.Created);
        return (registered.Id, Guid.Parse(registered.Body!["parties"]![0]!["partyId"]!.ToString()));
    }

    private async Task<string> CodeAsync(Guid id, Guid party) => (await intake.Client.PostAsync(PathOf(id, party), "{}")).Must(HttpStatusCode.Created)["code"]!;

    private async Task<List<string>> BothAsync(string code, string stage)
    {
        using var anyone = intake.Anyone();
        await Eventually.HoldsAsync(async () => (await anyone.ReadAsync($"/status/{code}"))["stage"] == stage, stage);
        var bodies = new List<string>();
        foreach (var language in (string[])["zh-CN", "en"])
        {
            anyone.DefaultRequestHeaders.AcceptLanguage.Clear();
            anyone.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
            bodies.Add(await anyone.GetStringAsync($"/api/v1/status/{code}"));
        }

        bodies[0].ShouldContain("申请调解员回避");
        bodies[1].ShouldContain("recusal");
        return bodies;
    }
}
