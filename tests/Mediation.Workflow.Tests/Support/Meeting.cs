using System.Net;
using System.Text.Json;

namespace Mediation.Workflow.Tests;

/// <summary>A session of a case of its own, with a lawyer and a respected relative.</summary>
internal sealed record Meeting(WorkflowSuite Suite, TestCase File, Guid Id, Guid Lawyer, Guid Relative)
{
    internal string Path => $"sessions/{Id}";

    internal Person Presiding => Person.Presiding(Suite);

    internal static async Task<Meeting> CallAsync(WorkflowSuite suite)
    {
        var file = await suite.OpenAsync();
        file.KnownTo(suite.Intake);
        var called = await file.AddAsync("sessions", new
        {
            startsAt = "2026-01-05T09:00:00+08:00", place = "村委会会议室", panel = "custom",
            participants = new[] { new { role = "lawyer", name = "王律师" }, new { role = "respectedRelative", name = "张大爷" } },
        });
        var people = called.GetProperty("participants");
        var id = called.GetProperty("id").GetGuid();
        await file.ConsentAsync(id);
        return new Meeting(suite, file, id, people[0].GetProperty("id").GetGuid(), people[1].GetProperty("id").GetGuid());
    }

    /// <summary>An hour from 9, 10 … of that day.</summary>
    internal async Task<Guid> SegmentAsync(Person by, int hour, object more)
    {
        var body = JsonSerializer.SerializeToNode(more)!.AsObject();
        body["startedAt"] = $"2026-01-05T{hour:00}:00:00+08:00";
        body["endedAt"] = $"2026-01-05T{hour + 1:00}:00:00+08:00";
        return (await by.PostAsync($"{Path}/segments", body)).Expect(HttpStatusCode.Created).GetProperty("id").GetGuid();
    }

    internal async Task CloseAsync()
    {
        await SegmentAsync(Presiding, 17, new { mode = "homeVisit" });
        var tag = (await Presiding.ReadAsync(Path)).Tag;
        (await Presiding.PostAsync($"{Path}/closing", new { result = "adjourned" }, tag)).Expect(HttpStatusCode.OK);
    }

    /// <summary>A link for the lawyer.</summary>
    internal Task<Link> LinkAsync(DateTimeOffset? expiresAt = null) => InviteAsync(Lawyer, expiresAt);

    internal async Task<Link> InviteAsync(Guid participant, DateTimeOffset? expiresAt = null)
    {
        var answer = (await Presiding.PostAsync($"{Path}/invitations", new { participantId = participant, expiresAt })).Expect(HttpStatusCode.Created);
        return Link.From(Suite, answer);
    }

    /// <summary>Rows of any table that hold a text as it is or, in a stored answer, as bytes. The vault's own are ciphertext.</summary>
    internal async Task<IReadOnlyList<string>> TablesWithAsync(string text)
    {
        var tables = new List<string>();
        await using (var list = Suite.Service.Store.Database.CreateCommand("select tablename from pg_tables where schemaname = 'public'"))
        {
            await using var reader = await list.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }

        var found = new List<string>();
        foreach (var table in tables)
        {
            await using var search = Suite.Service.Store.Database.CreateCommand(
                $"select count(*) from {table} as t where position($1 in t::text) > 0 or position(encode(convert_to($1, 'UTF8'), 'hex') in t::text) > 0");
            search.Parameters.AddWithValue(text);
            if ((long)(await search.ExecuteScalarAsync())! > 0)
            {
                found.Add(table);
            }
        }

        return found;
    }
}

/// <summary>A link as its invitee has it.</summary>
internal sealed record Link(WorkflowSuite Suite, Guid Id, string Code, DateTimeOffset ExpiresAt)
{
    internal static Link From(WorkflowSuite suite, JsonElement answer) => new(
        suite, answer.GetProperty("invitationId").GetGuid(), answer.GetProperty("code").GetString()!, answer.GetProperty("expiresAt").GetDateTimeOffset());

    internal Task<Answer> ExchangeAsync(string? browser = null) =>
        new Person(Suite.Client, null).PostAsync("invitations/exchange", new { code = Code, browser });

    /// <summary>The invitee, by a first exchange.</summary>
    internal async Task<Person> OpenAsync() => Invitee(await ExchangeAsync());

    internal Person Invitee(Answer exchanged) =>
        new(Suite.Client, $"Invitation {exchanged.Expect(HttpStatusCode.OK).GetProperty("token").GetString()}");
}
