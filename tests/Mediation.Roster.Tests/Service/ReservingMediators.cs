using Mediation.Contracts.Roster;
using Mediation.Contracts.Workflow;
using Mediation.Testing;

namespace Mediation.Roster.Tests.Service;

public sealed class ReservingMediators(RosterFixture roster) : IClassFixture<RosterFixture>
{
    [Fact]
    public async Task the_nearest_mediator_is_reserved_and_the_load_counts_until_the_case_ends()
    {
        var committee = await roster.CommitteeAsync("近");
        await roster.MediatorAsync(committee);
        var near = await roster.MediatorAsync(committee, area: "610981100004");

        var wanted = await roster.WantAsync(committee);
        (await roster.ReservedAsync(wanted)).MediatorId.ShouldBe(near);
        (await roster.LoadOfAsync(near)).ShouldBe(1);
        var listed = await roster.Client.ReadAsync($"/mediators?committee={committee}");
        listed.Body!["items"]!.AsArray().Select(m => (int)m!["load"]!).ShouldBe([0, 1]);

        await roster.Others.PublishAsync(new CaseEnded(wanted.CaseId, "A", TimeProvider.System.GetUtcNow()), roster.NewId());
        await Eventually.HoldsAsync(async () => await roster.LoadOfAsync(near) == 0, "the load to drop");
    }

    [Fact]
    public async Task a_message_that_comes_five_times_reserves_once()
    {
        var committee = await roster.CommitteeAsync("五");
        var mediator = await roster.MediatorAsync(committee);
        var wanted = new MediatorWanted(roster.NewId(), 1, committee, "610981100004", "0902", []);
        var id = roster.NewId();
        for (var i = 0; i < 5; i++)
        {
            await roster.Others.PublishAsync(wanted, i < 3 ? id : roster.NewId());
        }

        await roster.ReservedAsync(wanted);
        var last = await roster.WantAsync(committee);
        await roster.ReservedAsync(last);
        (await roster.LoadOfAsync(mediator)).ShouldBe(2);
        roster.Others.Taken<MediatorReserved>().Count(m => m.CaseId == wanted.CaseId).ShouldBe(1);
    }

    [Fact]
    public async Task a_declined_case_goes_to_the_next_and_to_nobody_when_none_is_left()
    {
        var committee = await roster.CommitteeAsync("辞");
        var one = await roster.MediatorAsync(committee);
        var two = await roster.MediatorAsync(committee);
        var first = await roster.WantAsync(committee);
        var declined = (await roster.ReservedAsync(first)).MediatorId;
        var second = await roster.WantAsync(committee, 2, first.CaseId, declined);
        var next = (await roster.ReservedAsync(second)).MediatorId;

        new[] { declined, next }.ShouldBe([one, two], ignoreOrder: true);
        (await roster.LoadOfAsync(declined)).ShouldBe(0);
        await roster.WantAsync(committee, 3, first.CaseId, one, two);
        await roster.Others.WaitForAsync<NoMediatorAvailable>(m => m.CaseId == first.CaseId && m.Attempt == 3);
        (await roster.LoadOfAsync(next)).ShouldBe(0);
    }

    [Fact]
    public async Task a_committee_without_mediators_says_so()
    {
        var wanted = await roster.WantAsync(await roster.CommitteeAsync("空"));
        await roster.Others.WaitForAsync<NoMediatorAvailable>(m => m.CaseId == wanted.CaseId && m.Attempt == 1);
    }

    [Fact]
    public async Task a_case_that_ended_before_its_request_arrived_loads_nobody()
    {
        var committee = await roster.CommitteeAsync("先");
        var mediator = await roster.MediatorAsync(committee);
        var caseId = roster.NewId();
        await roster.Others.PublishAsync(new CaseEnded(caseId, "U", TimeProvider.System.GetUtcNow()), roster.NewId());
        await Eventually.HoldsAsync(
            async () => (await roster.Service.Store.FetchForWritingAsync<Roster.Assignments.Assignment>(caseId)).Exists, "the end to be noted");
        var late = roster.NewId();
        await roster.Others.PublishAsync(new MediatorWanted(caseId, 1, committee, "610981100004", "0902", []), late);
        await Eventually.HoldsAsync(() => roster.HandledAsync(late), "the late request");
        (await roster.LoadOfAsync(mediator)).ShouldBe(0);
    }

    [Fact]
    public async Task forty_requests_at_once_fill_ten_mediators_evenly_and_never_over_their_limit()
    {
        var committee = await roster.CommitteeAsync("满");
        var mediators = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => roster.MediatorAsync(committee, maxLoad: 3)));

        var wanted = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => roster.WantAsync(committee)));
        var cases = wanted.Select(w => w.CaseId).ToHashSet();
        await Eventually.HoldsAsync(
            () => Task.FromResult(roster.Others.Taken<MediatorReserved>().Count(m => cases.Contains(m.CaseId))
                + roster.Others.Taken<NoMediatorAvailable>().Count(m => cases.Contains(m.CaseId)) == 40),
            "forty answers");

        (await Task.WhenAll(mediators.Select(roster.LoadOfAsync))).ShouldAllBe(load => load == 3);
        roster.Others.Taken<NoMediatorAvailable>().Count(m => cases.Contains(m.CaseId)).ShouldBe(10);
    }

    [Fact]
    public async Task a_mediator_named_by_hand_is_counted_and_the_one_before_is_free()
    {
        var committee = await roster.CommitteeAsync("手");
        var chosen = await roster.MediatorAsync(committee, area: "610981100004");
        var named = await roster.MediatorAsync(committee);
        var wanted = await roster.WantAsync(committee);
        (await roster.ReservedAsync(wanted)).MediatorId.ShouldBe(chosen);

        await roster.Others.PublishAsync(new MediatorNamed(wanted.CaseId, 1, chosen, TimeProvider.System.GetUtcNow()), roster.NewId());
        await roster.Others.PublishAsync(new MediatorNamed(wanted.CaseId, 2, named, TimeProvider.System.GetUtcNow()), roster.NewId());
        await Eventually.HoldsAsync(async () => await roster.LoadOfAsync(named) == 1, "the load of the one named");
        (await roster.LoadOfAsync(chosen)).ShouldBe(0);
        roster.Others.Taken<MediatorReserved>().Count(m => m.CaseId == wanted.CaseId).ShouldBe(1);
    }

    [Fact]
    public async Task who_is_away_is_passed_over_unless_all_posts_are_open()
    {
        var committee = await roster.CommitteeAsync("急");
        var mediator = await roster.MediatorAsync(committee, maxLoad: 1);
        (await roster.Client.PostAsync($"/persons/{mediator}/absences", new { from = "2020-01-01", to = "2999-01-01" })).Must(System.Net.HttpStatusCode.OK);
        var first = await roster.WantAsync(committee);
        await roster.Others.WaitForAsync<NoMediatorAvailable>(m => m.CaseId == first.CaseId);

        (await roster.Client.PostAsync($"/committees/{committee}/surge", new { on = true }, "\"1\"")).Must(System.Net.HttpStatusCode.OK);
        (await roster.ReservedAsync(await roster.WantAsync(committee))).MediatorId.ShouldBe(mediator);
        (await roster.ReservedAsync(await roster.WantAsync(committee))).MediatorId.ShouldBe(mediator);
        (await roster.Client.PostAsync($"/committees/{committee}/surge", new { on = false }, "\"2\"")).Must(System.Net.HttpStatusCode.OK);
        var last = await roster.WantAsync(committee);
        await roster.Others.WaitForAsync<NoMediatorAvailable>(m => m.CaseId == last.CaseId);
    }
}
