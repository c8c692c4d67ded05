using System.Net;
using System.Net.Security;
using Mediation.Testing;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Mediation.EndToEnd.Tests;

/// <summary>TLS on gateway, database and broker, and that each service has rights of its own on the latter two.</summary>
public sealed class TransportSecurity(DeployedWithTls suite) : IClassFixture<DeployedWithTls>
{
    private const string Township = "610981113";

    [Fact]
    public async Task a_dispute_goes_from_registration_to_the_figures()
    {
        using var clerk = await suite.ClientOfAsync("intake-clerk");
        using var program = await suite.ClientOfAsync("--client", "bureau-program");
        var committee = (await clerk.ReadAsync($"/committees?area={Township}")).Must(HttpStatusCode.OK).Body!["items"]![0]!["id"]!.ToString();
        var dispute = (await clerk.PostAsync("/disputes", new
        {
            source = "police",
            typeCode = "0201",
            areaCode = Township,
            place = "薛家湾村二组",
            occurredOn = "2026-03-12",
            summary = "口角",
            parties = new[] { new { side = "A", kind = "person", name = "张守田" }, new { side = "B", kind = "person", name = "李树根" } },
            households = 2,
            persons = 2,
        })).Must(HttpStatusCode.Created);
        var version = dispute.ETag;
        foreach (var party in dispute.Body!["parties"]!.AsArray())
        {
            var consent = new { partyId = party!["partyId"]!.ToString(), given = true };
            version = (await clerk.PostAsync($"/disputes/{dispute.Id}/consents", consent)).Must(HttpStatusCode.OK).ETag;
        }

        (await clerk.PostAsync($"/disputes/{dispute.Id}/acceptance", new { committeeId = committee }, version)).Must(HttpStatusCode.OK);
        await Eventually.Async(async () =>
            (await program.ReadAsync($"/metrics/M01?area={Township}")).Must(HttpStatusCode.OK)["numerator"].ShouldBe("1"));
    }

    [Fact]
    public async Task the_gateway_answers_nobody_who_speaks_plainly()
    {
        using var client = new HttpClient();
        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://127.0.0.1:{suite.Gateway.Port}/health/live")));
    }

    [Fact]
    public async Task the_database_refuses_who_speaks_plainly()
    {
        var refused = await Should.ThrowAsync<PostgresException>(() => SqlAsync("intake", "select 1", ssl: SslMode.Disable));
        refused.SqlState.ShouldBe(PostgresErrorCodes.InvalidAuthorizationSpecification);
    }

    [Fact]
    public async Task the_broker_refuses_who_speaks_plainly() =>
        await Should.ThrowAsync<BrokerUnreachableException>(() => Broker("intake", tls: false).CreateConnectionAsync());

    [Theory]
    [InlineData("reporting-case-facts-changed")]
    [InlineData("mediation-workflow-dispute-accepted")]
    public async Task a_service_cannot_read_anothers_queue(string queue)
    {
        await using var connection = await Broker("intake", tls: true).CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var refused = await Should.ThrowAsync<OperationInterruptedException>(async () => await channel.BasicGetAsync(queue, autoAck: false));
        ((int)refused.ShutdownReason!.ReplyCode).ShouldBe(Constants.AccessRefused);
    }

    [Theory]
    [InlineData("", "mediation-workflow-dispute-accepted")]
    [InlineData("mediation-workflow-dispute-accepted", "")]
    public async Task nor_write_into_it(string exchange, string key)
    {
        await using var connection = await Broker("intake", tls: true).CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await Should.ThrowAsync<Exception>(async () => await channel.BasicPublishAsync(exchange, key, mandatory: true, new byte[] { 1 }));
        ((int)channel.CloseReason!.ReplyCode).ShouldBe(Constants.AccessRefused);
    }

    [Theory]
    [InlineData("create table mine (a int)")]
    [InlineData("truncate mt_vault")]
    [InlineData("alter table mt_events disable row level security")]
    [InlineData("set role mediation_intake_owner")]
    public async Task a_service_reads_and_writes_rows_and_no_more(string sql) =>
        (await Should.ThrowAsync<PostgresException>(() => SqlAsync("intake", sql))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

    [Fact]
    public async Task a_service_cannot_enter_anothers_database() =>
        (await Should.ThrowAsync<PostgresException>(() => SqlAsync("intake", "select 1", database: "mediation_workflow")))
            .SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

    private async Task SqlAsync(string service, string sql, SslMode ssl = SslMode.VerifyFull, string? database = null)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = suite.PostgresPort,
            Username = $"mediation_{service}",
            Password = suite.Secret($"role-{service}.password"),
            Database = database ?? $"mediation_{service}",
            SslMode = ssl,
            RootCertificate = Path.Combine(suite.Folder, "tls/ca.pem"),
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private ConnectionFactory Broker(string service, bool tls) => new()
    {
        HostName = "127.0.0.1",
        Port = suite.RabbitMqPort,
        VirtualHost = "mediation",
        UserName = $"mediation_{service}",
        Password = suite.Secret($"broker-{service}.password"),
        // Who signed the certificate is the services' concern: what this user may do is asked here.
        Ssl = new SslOption("127.0.0.1", enabled: tls) { AcceptablePolicyErrors = SslPolicyErrors.RemoteCertificateChainErrors },
    };
}
