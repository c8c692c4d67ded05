using System.Net;
using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.Workflow.Tests.Cases;

/// <summary>The judicial office guides an area's cases; what was said in one it needs to know only for a reason.</summary>
[Collection(WorkflowSuite.Name)]
public sealed class Onlookers(WorkflowSuite suite)
{
    private const string Told = "标记戊在地头争吵";

    private Person Officer => Person.Of(suite, Facts.Id(97), Roles.JudicialOfficer);

    [Fact]
    public async Task The_judicial_office_sees_that_there_are_texts_and_the_unit_reads_them()
    {
        var meeting = await ToldAsync();
        foreach (var path in (string[])[$"cases/{meeting.File.Id}", meeting.Path, $"cases/{meeting.File.Id}/sessions"])
        {
            var seen = (await Officer.SeesAsync(path)).ToString();
            (seen.Contains("标记戊", StringComparison.Ordinal), seen.Contains("村委会会议室", StringComparison.Ordinal)).ShouldBe((false, false), path);
            seen.ShouldContain("\"***\"");
            (await meeting.Presiding.SeesAsync(path)).ToString().ShouldContain("村委会会议室");
        }

        (await Officer.SeesAsync(meeting.Path)).GetProperty("participants")[0].GetProperty("name").GetString().ShouldBe("王*");
        (await meeting.Presiding.SeesAsync($"cases/{meeting.File.Id}")).ToString().ShouldContain(Told);
    }

    [Fact]
    public async Task For_a_reason_it_reads_them_and_that_is_on_record()
    {
        var meeting = await ToldAsync();
        var path = $"cases/{meeting.File.Id}/unmasking";
        (await Officer.PostAsync(path, new { })).Expect(HttpStatusCode.BadRequest);
        (await Officer.PostAsync(path, new { reason = "other" })).Expect(HttpStatusCode.BadRequest);
        (await Officer.PostAsync(path, new { reason = "prepareDocument" })).Expect(HttpStatusCode.OK).ToString().ShouldContain(Told);
        await using var count = suite.Service.Store.Database.CreateCommand(
            $"select count(*) from audit_entries where subject = '{meeting.File.Id}' and action = 'personalData.unmasked' and reason = 'prepareDocument'");
        (await count.ExecuteScalarAsync()).ShouldBe(1L);
    }

    [Fact]
    public async Task A_caucus_note_stays_sealed_whatever_the_reason()
    {
        var meeting = await ToldAsync();
        await meeting.SegmentAsync(meeting.Presiding, 10, new { mode = "caucus", side = "A", note = "底线标记己" });
        (await Officer.PostAsync($"cases/{meeting.File.Id}/unmasking", new { reason = "safety" })).Expect(HttpStatusCode.OK).ToString()
            .ShouldNotContain("标记己");
    }

    [Fact]
    public async Task After_an_erasure_nobody_is_told_that_his_copy_is_still_right()
    {
        var meeting = await ToldAsync();
        var tag = (await meeting.Presiding.ReadAsync(meeting.Path)).Tag!;
        (await AgainAsync(meeting.Path, tag)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        await suite.Service.App.Services.GetRequiredService<Vault>().EraseAsync(meeting.File.Id);
        using var after = await AgainAsync(meeting.Path, tag);
        (after.StatusCode, after.Headers.CacheControl!.NoStore).ShouldBe((HttpStatusCode.OK, true));
        (await after.Content.ReadAsStringAsync()).ShouldNotContain("村委会会议室");
    }

    private async Task<Meeting> ToldAsync()
    {
        var meeting = await Meeting.CallAsync(suite);
        (await meeting.Presiding.PostAsync($"cases/{meeting.File.Id}/steps/1/records", new { kind = "note", text = Told })).Expect(HttpStatusCode.Created);
        return meeting;
    }

    private async Task<HttpResponseMessage> AgainAsync(string path, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}");
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await suite.Client.SendAsync(request);
    }
}
