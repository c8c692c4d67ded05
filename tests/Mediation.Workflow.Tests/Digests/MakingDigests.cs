using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Testing;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Digests;
using Mediation.Workflow.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mediation.Workflow.Tests.Digests;

/// <summary>Two makers over one database, at any time of any day.</summary>
public sealed class MakingDigests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 4, 17);
    private readonly string _folder = Directory.CreateTempSubdirectory("digests").FullName;
    private readonly SetTime _time = new() { Now = ChinaTime.StartOf(Day).AddHours(8) };
    private TestDatabase _database = null!;
    private EventStore.EventStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("digests");
        var options = new EventStoreOptions { ConnectionString = _database.ConnectionString, OwnerConnectionString = _database.OwnerConnectionString };
        WorkflowStore.Configure(options);
        _store = new EventStore.EventStore(options, TimeProvider.System);
        await _store.MigrateAsync();
        // Accepted on 18 March, so that the 30 days of the one end on the day itself; the other's were over a week before.
        await OpenAsync(1, Facts.Now);
        await OpenAsync(2, Facts.Now.AddDays(-7));
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task One_is_made_and_sent_however_many_look_and_it_tells_ages_and_deadlines()
    {
        var sent = new Counting();
        await Task.WhenAll(Maker(sent).MakeDueAsync(default), Maker(sent).MakeDueAsync(default));
        await Maker(sent).MakeDueAsync(default);
        var digest = sent.Digests.ShouldHaveSingleItem();
        (digest.MediatorId, digest.Day, digest.Open, digest.Overdue, digest.DueToday, digest.DueWeek).ShouldBe((Facts.Mediator, Day, 2, 1, 1, 0));
        digest.Lines.Select(l => (l.Clock, l.DaysLeft, l.AgeDays)).ShouldBe([("people", -7, 37), ("people", 0, 30)]);
        digest.Text().ShouldContain("2026-04-17 (0)");
    }

    [Fact]
    public async Task After_days_of_downtime_only_the_current_day_s_is_made_and_none_before_its_hour()
    {
        var sent = new Counting();
        await Maker(sent).MakeDueAsync(default);
        _time.Now = _time.Now.AddDays(5);
        await Maker(sent).MakeDueAsync(default);
        _time.Now = ChinaTime.StartOf(Day.AddDays(6)).AddHours(6);
        await Maker(sent).MakeDueAsync(default);
        sent.Digests.Select(d => d.Day).ShouldBe([Day, Day.AddDays(5)]);
        (await new DigestStore(_store).OfAsync(Facts.Mediator, DateOnly.MaxValue, 10, default)).Select(d => d.GetProperty("day").GetString()).ShouldBe(["2026-04-22", "2026-04-17"]);
        (await new DigestStore(_store).OfAsync(Facts.Other, DateOnly.MaxValue, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_could_not_be_sent_is_sent_later_and_once()
    {
        var sent = new Counting { Fails = true };
        var maker = Maker(sent);
        await maker.MakeDueAsync(default);
        sent.Digests.ShouldBeEmpty();
        sent.Fails = false;
        await maker.MakeDueAsync(default);
        await maker.MakeDueAsync(default);
        sent.Digests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task By_default_it_is_a_file_in_the_folder()
    {
        await Maker(new DroppedDigests(_folder)).MakeDueAsync(default);
        var file = Directory.GetFiles(_folder).ShouldHaveSingleItem();
        Path.GetFileName(file).ShouldBe($"2026-04-17-{Facts.Mediator}.txt");
        (await File.ReadAllTextAsync(file)).ShouldContain("（2026）段人调字第0001号  人民调解 People's mediation round  2026-04-10 (-7)  受理 37 天");
    }

    [Fact]
    public async Task With_a_mail_server_it_is_a_message()
    {
        await using var server = new MailStandIn();
        var settings = new SmtpSettings { Host = "127.0.0.1", Port = server.Port, Tls = false, From = "mediation@example.cn", To = "{0}@mediators.example.cn" };
        await Maker(new MailedDigests(settings)).MakeDueAsync(default);
        var message = await server.Message.WaitAsync(TimeSpan.FromSeconds(30));
        message.ShouldContain($"RCPT TO:<{Facts.Mediator}@mediators.example.cn>");
        message.ShouldContain("digests.mediation");
    }

    private DigestMaker Maker(IDigestSender sender) =>
        new(new DigestStore(_store), new DigestSettings(), sender, _time, NullLogger<DigestMaker>.Instance);

    private async Task OpenAsync(int number, DateTimeOffset at)
    {
        var opened = Facts.Opened() with { CaseId = Facts.Id(number), AcceptedAt = at, OpenedAt = at };
        object[] events = [opened, new MediatorAssigned(Facts.Mediator, at)];
        var fetched = new Fetched<Case>(opened.CaseId, Case.Initial, 0);
        await _store.AppendAsync(new AppendUnit { CommandId = opened.CaseId }.Append(fetched, events));
        var state = events.Aggregate(Case.Initial, (s, e) => s.Evolve(e));
        await ClockRows.WriteAsync(
            _store.Database, [state.Id], [state.Id], [.. state.Clocks.Select(c => new ClockRow(state.Id, ClockKeeper.OfCase, state.Id, c))], default);
    }

    private sealed class SetTime : TimeProvider
    {
        internal DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Counting : IDigestSender
    {
        internal List<Digest> Digests { get; } = [];

        internal bool Fails { get; set; }

        public Task SendAsync(Digest digest, CancellationToken cancellation)
        {
            if (Fails)
            {
                throw new IOException("The mail server is away.");
            }

            lock (Digests)
            {
                Digests.Add(digest);
            }

            return Task.CompletedTask;
        }
    }
}
