using System.Net;
using Mediation.Contracts.Intake;
using Mediation.Contracts.Roster;
using Mediation.Intake.Committees;
using Mediation.Intake.Disputes;
using Mediation.Intake.Leads;
using Mediation.Intake.Storage;
using Mediation.Intake.ZeroReports;
using Mediation.Testing;
using System.Text.Json;

namespace Mediation.Intake.Tests.Service;

/// <summary>The real service with its own database and vhost; at the end every snapshot must equal the fold of its stream.</summary>
public sealed class IntakeFixture : IAsyncLifetime
{
    private static readonly object[] TwoParties =
    [
        new { side = "A", kind = "person", name = "张三", phone = "13812345678", idNumber = "11010519491231002X", address = "老城社区三组5号" },
        new { side = "B", kind = "person", name = "李四" },
    ];

    public TestService Service { get; private set; } = null!;

    public TestBus Others { get; private set; } = null!;

    public HttpClient Client => Service.Client;

    public Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    public async Task InitializeAsync()
    {
        var broker = await TestBroker.LeaseAsync();
        Others = await TestBus.StartAsync(broker, (bus, endpoint) =>
        {
            bus.Take<DisputeAccepted>(endpoint);
            bus.Take<DisputeFactsChanged>(endpoint);
            bus.Take<LeadFactsChanged>(endpoint);
            bus.Take<ZeroReportFactsChanged>(endpoint);
            bus.Take<LeadFactsChanged>(endpoint);
            bus.Take<ZeroReportFactsChanged>(endpoint);
        });
        Service = await TestService.StartAsync(IntakeService.Build, broker);
        await Service.ReadyAsync();
    }

    public async Task DisposeAsync()
    {
        try
        {
            await SnapshotsEqualStreamsAsync<Dispute>(IntakeJson.Default.Dispute);
            await SnapshotsEqualStreamsAsync<Committee>(IntakeJson.Default.Committee);
            await SnapshotsEqualStreamsAsync<Lead>(IntakeJson.Default.Lead);
            await SnapshotsEqualStreamsAsync<ZeroReport>(IntakeJson.Default.ZeroReport);
            await SnapshotsEqualStreamsAsync<VillageGrids>(IntakeJson.Default.VillageGrids);
        }
        finally
        {
            await Service.DisposeAsync();
            await Others.DisposeAsync();
        }
    }

    /// <summary>Tells intake of a committee and waits until it knows.</summary>
    public async Task<Guid> CommitteeAsync(string shortName, string area = "610981")
    {
        var id = NewId();
        Service.Caller.Join(id);
        await Others.PublishAsync(new CommitteeRegistered(id, 1, shortName, area), id);
        await Eventually.HoldsAsync(async () => (await Service.Store.FetchForWritingAsync<Committee>(id)).Exists, "the committee");
        return id;
    }

    internal static object Body(object? parties = null, string area = "610981100004", string type = "0902") => new
    {
        source = "police", typeCode = type, areaCode = area, place = "三组界畔", occurredOn = "1994-03-01", summary = "两家争执三十年",
        parties = parties ?? TwoParties, households = 2, persons = 9, amount = 12000.5m,
    };

    /// <summary>An accepted dispute whose first party says that it is none of theirs.</summary>
    public async Task<(Guid Id, string Party, Guid Committee)> DeniedAsync(string shortName)
    {
        var committee = await CommitteeAsync(shortName);
        var (id, etag) = await ReadyAsync();
        (await Client.PostAsync($"/disputes/{id}/acceptance", new { committeeId = committee }, etag)).Must(HttpStatusCode.OK);
        var party = (await Client.ReadAsync($"/disputes/{id}")).Body!["parties"]![0]!["partyId"]!.ToString();
        var code = (await Client.PostAsync($"/disputes/{id}/parties/{party}/status-code", "{}"))["code"]!;
        using var anyone = this.Anyone();
        (await anyone.PostAsync($"/status/{code}/objection", "{}")).Must(HttpStatusCode.OK);
        return (id, party, committee);
    }

    /// <summary>A registered dispute to which both sides agree, with its ETag.</summary>
    public async Task<(Guid Id, string ETag)> ReadyAsync()
    {
        var registered = await Client.PostAsync("/disputes", Body());
        registered.Must(HttpStatusCode.Created);
        var etag = registered.ETag!;
        foreach (var party in registered.Body!["parties"]!.AsArray())
        {
            var consent = await Client.PostAsync($"/disputes/{registered.Id}/consents", new { partyId = party!["partyId"]!.ToString(), given = true });
            consent.Must(HttpStatusCode.OK);
            etag = consent.ETag!;
        }

        return (registered.Id, etag);
    }

    private async Task SnapshotsEqualStreamsAsync<TState>(System.Text.Json.Serialization.Metadata.JsonTypeInfo<TState> json)
        where TState : class, EventStore.IAggregate<TState>
    {
        foreach (var snapshot in await EventStore.SnapshotQueries.QueryAsync<TState>(Service.Store, "true", []))
        {
            var rebuilt = await Service.Store.RebuildAsync<TState>(snapshot.Id);
            rebuilt.Version.ShouldBe(snapshot.Version);
            JsonSerializer.Serialize(rebuilt.State, json).ShouldBe(JsonSerializer.Serialize(snapshot.State, json));
        }
    }
}
