using System.Net;
using Mediation.Contracts.Intake;
using Mediation.EventStore;
using Mediation.Reporting.Facts;
using Mediation.Reporting.Rebuilding;
using Mediation.Reporting.Sheets;
using Mediation.Reporting.Storage;
using Npgsql;
using NpgsqlTypes;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests.Sheets;

/// <summary>Sheets are read while what they are made of changes, and the changes leave no instant at which one does not add up.</summary>
public sealed class SheetsOfOneMoment(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const int Changes = 40;
    private const string Township = "330211100";

    [Fact]
    public async Task facts_that_arrive_in_between_are_in_all_figures_of_a_sheet_or_in_none()
    {
        using var stop = new CancellationTokenSource();
        var readers = Task.WhenAll(ReadUntilAsync(stop.Token, "330211", "2026-03"), ReadUntilAsync(stop.Token, "330211001", "2026-03"));
        for (var i = 0; i < Changes; i++)
        {
            var id = NewId();
            await reporting.RecordAsync(Accepted(id, "2026-03-09T09:00:00", "330211001") with { Persons = i });
            await reporting.RecordAsync(
                Lead("330211001", "2026-03-09T10:00:00") with { Status = "dispute", DisputeId = id },
                Lead("330211001001", "2026-02-09T10:00:00"));
        }

        await stop.CancelAsync();
        (await readers).ShouldAllBe(read => read > 0);
    }

    [Fact]
    public async Task a_correction_of_the_month_before_or_of_an_area_below_is_seen_with_its_facts_or_not_at_all()
    {
        var lead = Lead("330211100002", "2026-02-10T09:00:00");
        var (closing, without, with) = await CloseVillagesAsync(lead);
        using var stop = new CancellationTokenSource();
        var readers = Task.WhenAll(ReadUntilAsync(stop.Token, "330211100002", "2026-03"), ReadUntilAsync(stop.Token, Township, "2026-02"));
        for (var i = 0; i < Changes; i++)
        {
            var found = i % 2 == 1;
            var leadAt = China(found ? "2026-02-10T09:00:00" : "2025-02-10T09:00:00");
            await ChangeAsync(FactRow.From(NewId(), lead with { Revision = 3 + i, LeadAt = leadAt })!, closing, found ? with : without);
        }

        await stop.CancelAsync();
        (await readers).ShouldAllBe(read => read > 0);
    }

    [Fact]
    public async Task of_corrections_at_once_each_has_newer_figures_than_the_one_before_it()
    {
        var closing = await CloseAsync("330211002009");
        for (var i = 0; i < 5; i++)
        {
            var atOnce = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
                reporting.Client.PostAsync($"/sheets/S1/closings/{closing}/revisions", new { reason = "补报" })));
            atOnce.ShouldContain(answer => answer.Status == HttpStatusCode.Created);
            atOnce.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Code == "sheet.correctedMeanwhile");
        }

        var asOf = new List<DateTimeOffset>();
        var revisions = (await reporting.GetAsync($"/api/v1/sheets/S1/closings/{closing}")).GetProperty("revisions").GetArrayLength();
        for (var revision = 1; revision <= revisions; revision++)
        {
            var sheet = await reporting.GetAsync($"/api/v1/sheets/S1/closings/{closing}/revisions/{revision}");
            asOf.Add(sheet.GetProperty("sheet").GetProperty("asOf").GetDateTimeOffset());
        }

        asOf.ShouldBe(asOf.Distinct().Order());
    }

    // The other villages have nothing; what this one has closed is known without the lead, and with it.
    private async Task<(Guid Closing, byte[] Without, byte[] With)> CloseVillagesAsync(LeadFactsChanged lead)
    {
        var open = await reporting.GetAsync($"/api/v1/sheets/S1?area={Township}&month=2026-02");
        foreach (var village in open.GetProperty("missing").EnumerateArray().Select(m => m.GetProperty("area").GetString()!))
        {
            await CloseAsync(village);
        }

        var closing = SheetClosing.IdOf("S1", lead.AreaCode, "2026-02");
        await reporting.RecordAsync(lead);
        (await reporting.Client.PostAsync($"/sheets/S1/closings/{closing}/revisions", new { reason = "补报" })).Must(HttpStatusCode.Created);
        return (closing, await FrozenAsync(closing, 1), await FrozenAsync(closing, 2));
    }

    private async Task<Guid> CloseAsync(string village) =>
        (await reporting.Client.PostAsync("/sheets/S1/closings", new { area = village, month = "2026-02" })).Must(HttpStatusCode.Created).Id;

    private async Task<byte[]> FrozenAsync(Guid closing, int revision) =>
        (await Frozen.ReadAsync(reporting.Store.ReadAs(RowScope.Everything), closing, revision, default))!;

    // In one transaction, which the service never does: with it each instant has a sheet that adds up.
    private Task<AppendResult> ChangeAsync(FactRow fact, Guid closing, byte[] content) =>
        reporting.Store.InTransactionAsync(transaction => ChangeAsync(transaction, fact, closing, content));

    private static async Task<AppendResult> ChangeAsync(StoreTransaction transaction, FactRow fact, Guid closing, byte[] content)
    {
        await using var change = new NpgsqlCommand(
            "insert into facts (kind, id, revision, recorded_at, data, subject) values ($1, $2, $3, now(), $4, $5)", transaction.Connection)
        {
            Parameters =
            {
                new() { Value = fact.Kind }, new() { Value = fact.Id }, new() { Value = fact.Revision },
                new() { Value = fact.Data, NpgsqlDbType = NpgsqlDbType.Jsonb }, new() { Value = fact.Subject },
            },
        };
        await change.ExecuteNonQueryAsync();
        await new Rebuild(transaction.Connection, transaction.Connection).RunAsync(default);
        var (fetched, _) = await transaction.FetchForWritingAsync<SheetClosing>(closing);
        var revision = fetched.State.Revision + 1;
        await Frozen.WriteAsync(transaction, closing, revision, fetched.State.AreaCode, content, default);
        var corrected = new SheetCorrected(NewId(), revision, Frozen.DigestOf(content), TimeProvider.System.GetUtcNow());
        return await transaction.AppendAsync(new AppendUnit { CommandId = NewId() }.Append(fetched, [corrected]));
    }

    private async Task<int> ReadUntilAsync(CancellationToken stop, string area, string month)
    {
        var read = 0;
        for (; !stop.IsCancellationRequested; read++)
        {
            (await reporting.Client.ReadAsync($"/sheets/S1?area={area}&month={month}")).Must(HttpStatusCode.OK);
        }

        return read;
    }

    private static LeadFactsChanged Lead(string area, string at) => new(NewId(), 2, "open", area, null, "proactive", China(at), null);
}
