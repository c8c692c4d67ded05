using System.Net;
using System.Net.Sockets;
using System.Text;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Testing;
using Mediation.Workflow.Evidence;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mediation.Workflow.Tests.Evidence;

/// <summary>Bytes at rest: ciphertext bound to their place, gone with the case's key, seen by nobody of another unit.</summary>
[Collection(WorkflowSuite.Name)]
public sealed class SealedFiles(WorkflowSuite suite)
{
    [Fact]
    public async Task No_table_holds_a_plain_byte_of_it_and_no_name()
    {
        var meeting = await Meeting.CallAsync(suite);
        await FileAsync(meeting.File, [.. Samples.Pdf, .. "甲方陈述的秘密"u8, .. "%%EOF"u8], "王五病历.pdf");
        (await meeting.TablesWithAsync("王五病历")).ShouldBeEmpty();
        (await meeting.TablesWithAsync(Convert.ToHexStringLower("甲方陈述的秘密"u8))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_chunk_that_was_changed_or_moved_is_not_sent()
    {
        var file = await suite.OpenAsync();
        var id = await FileAsync(file, Samples.Photo(600_000), "a.jpg");
        await ExecuteAsync(
            "update evidence_chunks c set sealed = o.sealed from evidence_chunks o where c.case_id = $1 and o.case_id = $1 and c.number = 0 and o.number = 1", file.Id);
        using var answer = await suite.Client.GetAsync($"/api/v1/cases/{file.Id}/evidence/{id}", HttpCompletionOption.ResponseHeadersRead);
        await Should.ThrowAsync<Exception>(async () =>
        {
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
        });
    }

    [Fact]
    public async Task Erasing_the_case_s_key_makes_its_files_unreadable_and_takes_no_more()
    {
        var file = await suite.OpenAsync();
        var id = await FileAsync(file, Samples.Png, "a.png");
        await suite.Service.App.Services.GetRequiredService<Vault>().EraseAsync(file.Id);
        (await suite.Client.GetAsync($"/api/v1/cases/{file.Id}/evidence/{id}")).StatusCode.ShouldBe(HttpStatusCode.Gone);
        using var more = FilingEvidence.Raw(Samples.Pdf, "application/pdf");
        (await suite.Client.PostAsync($"/api/v1/cases/{file.Id}/evidence", more)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_reader_of_another_unit_sees_no_chunk()
    {
        var file = await suite.OpenAsync();
        await FileAsync(file, Samples.Png, "a.png");
        (await CountAsync(new RowScope([Facts.Committee], [], []), file.Id)).ShouldBe(1);
        (await CountAsync(new RowScope([Facts.Id(39)], ["330206"], []), file.Id)).ShouldBe(0);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        var file = await suite.OpenAsync();
        var address = suite.Client.BaseAddress!;
        using (var client = new TcpClient(address.Host, address.Port))
        {
            var token = TestIssuer.Token($"{TestCaller.Everyone}", ["mediator"], [Facts.Committee], ["610981"]);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /api/v1/cases/{file.Id}/evidence HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\nContent-Type: image/jpeg\r\nContent-Length: 900000\r\n\r\n"));
            await client.GetStream().WriteAsync(Samples.Photo(300_000));
            client.Client.LingerState = new LingerOption(true, 0);
        }

        await FileAsync(file, Samples.Png, "a.png");
        (await CountAsync(RowScope.Everything, file.Id)).ShouldBe(1);
    }

    private async Task<Guid> FileAsync(TestCase file, byte[] bytes, string name)
    {
        using var content = FilingEvidence.Raw(bytes, "application/octet-stream", name);
        using var response = await suite.Client.PostAsync($"/api/v1/cases/{file.Id}/evidence", content);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        return System.Text.Json.JsonElement.Parse(text).GetProperty("id").GetGuid();
    }

    private async Task ExecuteAsync(string sql, Guid caseId)
    {
        await using var command = suite.Service.Store.Database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = caseId });
        await command.ExecuteNonQueryAsync();
    }

    private Task<long> CountAsync(RowScope scope, Guid caseId) => suite.Service.Store.ReadAs(scope).ReadAsync(
        "select count(*) from evidence_chunks where case_id = $1", [new NpgsqlParameter<Guid> { TypedValue = caseId }],
        async rows => await rows.ReadAsync() ? rows.GetInt64(0) : -1);
}
