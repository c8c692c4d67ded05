using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mediation.Contracts.Roster;
using Mediation.Contracts.Workflow;
using Mediation.EventStore;
using Mediation.Roster.Assignments;
using Mediation.Roster.Committees;
using Mediation.Roster.Mediators;
using Mediation.Roster.Persons;
using Mediation.Roster.Storage;
using Mediation.Testing;
using Npgsql;

namespace Mediation.Roster.Tests.Service;

/// <summary>The real service with its own database and vhost; at the end every snapshot must equal the fold of its stream.</summary>
public sealed class RosterFixture : IAsyncLifetime
{
    public TestService Service { get; private set; } = null!;

    public TestBus Others { get; private set; } = null!;

    public HttpClient Client => Service.Client;

    public Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    public async Task InitializeAsync()
    {
        var broker = await TestBroker.LeaseAsync();
        Others = await TestBus.StartAsync(broker, (bus, endpoint) =>
        {
            bus.Take<MediatorReserved>(endpoint);
            bus.Take<NoMediatorAvailable>(endpoint);
            bus.Take<CommitteeRegistered>(endpoint);
            bus.Take<RosterFactsChanged>(endpoint);
            bus.Take<ActivityFactsChanged>(endpoint);
            bus.Take<CoverageFactsChanged>(endpoint);
            bus.Take<ActivityFactsChanged>(endpoint);
            bus.Take<CoverageFactsChanged>(endpoint);
        });
        Service = await TestService.StartAsync(RosterService.Build, broker);
        await Service.ReadyAsync();
    }

    public async Task DisposeAsync()
    {
        try
        {
            await SnapshotsEqualStreamsAsync(RosterJson.Default.Committee);
            await SnapshotsEqualStreamsAsync(RosterJson.Default.Person);
            await SnapshotsEqualStreamsAsync(RosterJson.Default.Assignment);
            await SnapshotsEqualStreamsAsync(RosterJson.Default.Team);
            await SnapshotsEqualStreamsAsync(RosterJson.Default.Activity);
            await SnapshotsEqualStreamsAsync(RosterJson.Default.CoveredUnit);
        }
        finally
        {
            await Service.DisposeAsync();
            await Others.DisposeAsync();
        }
    }

    public async Task<Guid> CommitteeAsync(string shortName, string area = "610981") =>
        (await Client.PostAsync("/committees", new { name = $"{shortName}调解室", shortName, areaCode = area, kind = "policeStationRoom" }))
        .Must(HttpStatusCode.Created).Id;

    public async Task<Guid> MediatorAsync(Guid committee, int maxLoad = 50, string? area = null, params string[] types) =>
        (await Client.PostAsync(
            "/mediators",
            new { committeeId = committee, name = "老何", capacity = "communityPoliceOfficer", areaCode = area, maxLoad, typeCodes = types, phone = "13812345678" }))
        .Must(HttpStatusCode.Created).Id;

    public async Task<Guid> PersonAsync(string area = "610981100004", string? sex = null) =>
        (await Client.PostAsync("/persons", new { name = "薛守义", areaCode = area, phone = "13812345678", sex })).Must(HttpStatusCode.Created).Id;

    public Task<ApiAnswer> TakeRoleAsync(Guid person, string role, Guid? unit = null, string? area = null, string from = "2026-01-01") =>
        Client.PostAsync($"/persons/{person}/roles", new { role, unitId = unit, areaCode = area, from });

    /// <summary>Asks for a mediator for a case.</summary>
    public async Task<MediatorWanted> WantAsync(Guid committee, int attempt = 1, Guid? caseId = null, params Guid[] excluded)
    {
        var wanted = new MediatorWanted(caseId ?? NewId(), attempt, committee, "610981100004", "0902", excluded);
        await Others.PublishAsync(wanted, NewId());
        return wanted;
    }

    public Task<MediatorReserved> ReservedAsync(MediatorWanted wanted) =>
        Others.WaitForAsync<MediatorReserved>(m => m.CaseId == wanted.CaseId && m.Attempt == wanted.Attempt);

    public async Task<int> LoadOfAsync(Guid mediator) => int.Parse((await Client.ReadAsync($"/mediators/{mediator}"))["load"]!);

    /// <summary>Whether a consumer is done with a message.</summary>
    public async Task<bool> HandledAsync(Guid message)
    {
        await using var command = Service.Store.Database.CreateCommand("select exists (select 1 from mt_inbox where message_id = $1)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message });
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private async Task SnapshotsEqualStreamsAsync<TState>(JsonTypeInfo<TState> json) where TState : class, IAggregate<TState>
    {
        foreach (var snapshot in await Service.Store.QueryAsync<TState>("true", []))
        {
            var rebuilt = await Service.Store.RebuildAsync<TState>(snapshot.Id);
            rebuilt.Version.ShouldBe(snapshot.Version);
            JsonSerializer.Serialize(rebuilt.State, json).ShouldBe(JsonSerializer.Serialize(snapshot.State, json));
        }
    }
}
